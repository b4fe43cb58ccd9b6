#+ writes: <k/1> bkg:differsByRule bkg:MagnitudeDifference
INSERT DATA {
  <k/1> bkg:checks <c/1> ; bkg:against <s/1> .
  <c/1> bkg:object <t/weight> . <s/1> bkg:object <t/weight> ; bkg:bearing bkg:Lowers .
  <c/1> bkg:effect <e/1> . <s/1> bkg:effect <e/2> . <e/1> bkg:unit "%" ; bkg:value 20.0 . <e/2> bkg:unit "1" ; bkg:value 1.5 .
}
