#+ writes: <c/1> bkg:subjectName "rain"
INSERT DATA {
  <c/1> a bkg:BackgroundRelation ; bkg:subject <t/rain> .
  <t/rain> skos:prefLabel "rain" .
}
