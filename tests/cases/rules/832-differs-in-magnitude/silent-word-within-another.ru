#+ writes: <k/1> bkg:differsByRule bkg:MagnitudeDifference
INSERT DATA {
  <k/1> bkg:checks <c/1> ; bkg:against <s/1> .
  <c/1> bkg:effect <e/1> . <s/1> bkg:effect <e/2> . <e/1> bkg:direction bkg:Increase ; bkg:described "seen in markers of turnover" . <e/2> bkg:direction bkg:Increase .
}
