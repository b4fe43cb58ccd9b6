#+ writes: <k/1> bkg:readsAs "the study: 0.5 % (the document overstates it: significance)"
INSERT DATA {
  <k/1> a bkg:SourceCheck ; bkg:checks <c/1> ; bkg:against <s/1> ; bkg:verdict bkg:OverstatesVerdict ; bkg:differenceName "significance" .
  <s/1> bkg:readsAs "0.5 %" .
}
