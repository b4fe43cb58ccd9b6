#+ writes: <c/1> bkg:involves <t/shade>
INSERT DATA {
  <c/1> bkg:predicate bkg:increases ; bkg:subject <t/shade> .
}
