#+ focus: bkg.claim:001-001
INSERT DATA { <claim/001-001> bkg:opposedTo <claim/001-009> . <claim/001-009> bkg:opposedTo <claim/001-001> }
