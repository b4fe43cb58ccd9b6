#+ writes: <k/1> bkg:differsByRule bkg:DirectionDifference
INSERT DATA {
  <k/1> bkg:checks <c/1> ; bkg:against <s/1> . 
  <c/1> bkg:object <t/weight> . <s/1> bkg:object <t/weight> . 
  <c/1> bkg:bearing bkg:Raises . <s/1> bkg:bearing bkg:Null .
}
