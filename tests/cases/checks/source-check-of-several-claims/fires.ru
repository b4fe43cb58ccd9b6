#+ focus: bkg.source-check:001-001
INSERT DATA { <source-check/001-001> bkg:checks <claim/001-002> }
