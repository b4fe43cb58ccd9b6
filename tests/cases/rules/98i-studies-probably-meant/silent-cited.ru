#+ writes: <c/1> bkg:likelyStudy <s/reeds>
INSERT DATA {
  <k/1> bkg:checks <c/1> ; bkg:readIn <r/1> .
  <r/1> bkg:recordOf <s/reeds> .
}
