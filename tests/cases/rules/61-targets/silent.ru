#+ writes: <c/1> bkg:target <t/shore>
INSERT DATA {
  <c/1> bkg:predicate bkg:increases ; bkg:object <t/growth> ; bkg:comparator <t/shore> .
}
