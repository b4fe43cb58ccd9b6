#+ writes: <r/1> bkg:circumstances "in animals"
INSERT DATA {
  <r/1> a bkg:BackgroundRelation ; bkg:context "in animals" ; bkg:setting <t/animals> .
  <t/animals> skos:prefLabel "in animals" .
}
