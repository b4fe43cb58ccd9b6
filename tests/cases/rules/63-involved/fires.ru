#+ writes: <c/1> bkg:involves <t/shade>
INSERT DATA {
  <c/1> bkg:predicate bkg:increases ; bkg:via <v/1> .
  <v/1> bkg:item <t/shade> .
}
