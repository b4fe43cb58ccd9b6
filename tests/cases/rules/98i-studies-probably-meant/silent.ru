#+ writes: <c/1> bkg:likelyStudy <s/reeds>
INSERT DATA {
  <c/1> bkg:study <s/reeds> .
  <k/1> bkg:checks <c/1> ; bkg:likely true ; bkg:readIn <r/1> .
  <r/1> bkg:recordOf <s/reeds> .
}
