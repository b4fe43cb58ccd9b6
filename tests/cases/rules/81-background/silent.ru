#+ writes: <t/reed> bkg:increases <t/pond>
INSERT DATA {
  <b/1> bkg:subject <t/reed> ; bkg:predicate bkg:increases ; bkg:object <t/pond> .
}
