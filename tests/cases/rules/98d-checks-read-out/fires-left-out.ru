#+ writes: <k/1> bkg:readsAs "the study: 2.3 %; it also says: No change elsewhere (the document leaves out what decides the reading: outcome)"
INSERT DATA {
  <k/1> a bkg:SourceCheck ; bkg:checks <c/1> ; bkg:against <s/1> ; bkg:omits <s/2> ; bkg:verdict bkg:OmitsVerdict ; bkg:differenceName "outcome" .
  <s/1> bkg:readsAs "2.3 %" . <s/2> bkg:readsAs "No change elsewhere" .
}
