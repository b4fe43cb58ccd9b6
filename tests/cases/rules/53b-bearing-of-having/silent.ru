#+ writes: <c/1> bkg:bearing bkg:Raises
INSERT DATA {
  <p/has> bkg:attributes true .
  <c/1> bkg:predicate <p/has> ; bkg:object <t/clearness> .
  <t/clearness> bkg:levelOf <t/light> .
}
