#+ writes: <c/1> bkg:evidenceName "count + tale" ; bkg:strength 5
INSERT DATA {
  <c/1> bkg:evidence <e/count> .
  <e/tale> skos:prefLabel "tale" ; bkg:rank 1 .
  <e/count> skos:prefLabel "count" ; bkg:rank 5 .
}
