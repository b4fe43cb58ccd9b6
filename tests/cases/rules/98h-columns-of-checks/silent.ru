#+ writes: <k/1> bkg:verdictName "overstates"
INSERT DATA {
  <k/1> a bkg:Claim ; bkg:verdict <v/over> .
  <v/over> skos:prefLabel "overstates" .
}
