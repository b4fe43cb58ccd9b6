#+ focus: bkg.background:one
INSERT DATA {
  <background/one> a bkg:BackgroundRelation ; bkg:subject CHEBI:16796 ; bkg:predicate bkg:activates ; bkg:object MESH:D044094 .
  <background/two> a bkg:BackgroundRelation ; bkg:subject CHEBI:16796 ; bkg:predicate bkg:inhibits ; bkg:object MESH:D044094 .
}
