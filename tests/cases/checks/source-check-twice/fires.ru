#+ focus: bkg.source-check:001-001
INSERT DATA { <source-check/001-009> a bkg:SourceCheck ; bkg:checks <claim/001-001> ; bkg:against <study-claim/trial-1> }
