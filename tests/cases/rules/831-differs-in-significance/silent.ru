#+ writes: <k/1> bkg:differsByRule bkg:SignificanceDifference
INSERT DATA {
  <k/1> bkg:checks <c/1> ; bkg:against <s/1> . 
  <c/1> bkg:object <t/weight> . <s/1> a bkg:StudyClaim ; bkg:object <t/weight> . 
  <c/1> bkg:bearing bkg:Null . <s/1> bkg:bearing bkg:Raises ; bkg:effect <e/1> . <e/1> bkg:significance bkg:NotSignificant .
}
