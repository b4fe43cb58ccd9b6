#+ focus: bkg.claim:001-001
INSERT DATA { <claim/001-001/effect> bkg:significance bkg:NotSignificant }
