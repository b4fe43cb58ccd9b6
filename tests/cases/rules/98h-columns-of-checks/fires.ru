#+ writes: <k/1> bkg:verdictName "overstates" ; bkg:severityName "minor" ; bkg:confidenceName "high" ; bkg:documentName "007"
INSERT DATA {
  <k/1> a bkg:SourceCheck ; bkg:verdict <v/over> ; bkg:severity <v/minor> ; bkg:confidence <v/high> ; bkg:checks <c/1> .
  <v/over> skos:prefLabel "overstates" . <v/minor> skos:prefLabel "minor" . <v/high> skos:prefLabel "high" .
  <c/1> bkg:inDocument <https://example.org/document/007> .
}
