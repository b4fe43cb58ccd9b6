#+ writes: <k/1> bkg:readsAs "a study that it probably means: 0.5 % (the document agrees)"
INSERT DATA {
  <k/1> a bkg:SourceCheck ; bkg:checks <c/1> ; bkg:against <s/1> ; bkg:verdict bkg:AgreesVerdict ; bkg:likely true . <s/1> bkg:readsAs "0.5 %" .
}
