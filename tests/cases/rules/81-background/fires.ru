#+ writes: <t/reed> bkg:increases <t/pond>
INSERT DATA {
  <b/1> a bkg:BackgroundRelation ; bkg:subject <t/reed> ; bkg:predicate bkg:increases ; bkg:object <t/pond> .
}
