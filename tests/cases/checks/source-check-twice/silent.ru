INSERT DATA { <source-check/001-009> a bkg:SourceCheck ; rdfs:label "x" ; bkg:checks <claim/001-001> ; bkg:against <study-claim/trial-2> }
