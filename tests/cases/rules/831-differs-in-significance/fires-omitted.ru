#+ writes: <k/1> bkg:differsByRule bkg:SignificanceDifference
INSERT DATA {
  <k/1> bkg:checks <c/1> ; bkg:omits <s/1> .
  <c/1> bkg:bearing bkg:Raises . <s/1> a bkg:StudyClaim ; bkg:bearing bkg:Null .
}
