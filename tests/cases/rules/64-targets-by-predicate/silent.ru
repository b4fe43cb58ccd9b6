#+ writes: <c/1> bkg:target <t/danger>
INSERT DATA {
  <p/warns> bkg:speaksOf <t/danger> .
  <c/1> bkg:subject <t/danger> ; bkg:predicate <p/other> .
}
