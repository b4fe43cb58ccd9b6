#+ focus: bkg.claim:001-001
INSERT DATA { <claim/001-001/effect> bkg:measure CMO:0001553 }
