#+ focus: bkg.source-check:001-001
INSERT DATA { <source-check/001-001> bkg:likely true }
