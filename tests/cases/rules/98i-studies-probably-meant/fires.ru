#+ writes: <c/1> bkg:likelyStudy <s/reeds>
INSERT DATA {
  <k/1> bkg:checks <c/1> ; bkg:likely true ; bkg:readIn <r/1> .
  <r/1> bkg:likelyRecordOf <s/reeds> .
}
