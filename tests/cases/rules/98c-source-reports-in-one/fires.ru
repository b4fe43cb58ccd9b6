#+ writes: <c/1> bkg:sourceReport "the study: 0.5 % (the document overstates it: significance)"
INSERT DATA {
  <k/1> bkg:checks <c/1> ; bkg:against <s/1> ; bkg:verdict bkg:OverstatesVerdict ; bkg:differsIn bkg:SignificanceDifference .
  <s/1> bkg:readsAs "0.5 %" .
}
