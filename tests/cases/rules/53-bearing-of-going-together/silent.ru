#+ writes: <c/1> bkg:bearing bkg:Raises
INSERT DATA {
  <c/1> bkg:predicate bkg:associatedWith ; bkg:object <t/drought> .
  <t/drought> bkg:levelOf <t/water> .
}
