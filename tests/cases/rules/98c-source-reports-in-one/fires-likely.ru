#+ writes: <c/1> bkg:sourceReport "a study that it probably means: 0.5 % (the document agrees)"
INSERT DATA {
  <k/1> bkg:checks <c/1> ; bkg:against <s/1> ; bkg:verdict bkg:AgreesVerdict ; bkg:likely true .
  <s/1> bkg:readsAs "0.5 %" .
}
