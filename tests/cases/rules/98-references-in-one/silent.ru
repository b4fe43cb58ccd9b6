#+ writes: <c/1> bkg:referenceName "reference 1, reference 2"
INSERT DATA {
  <c/1> bkg:reference <r/1> .
  <r/1> skos:prefLabel "reference 1" .
  <r/2> skos:prefLabel "reference 2" .
}
