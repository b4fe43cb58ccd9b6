#+ focus: bkg.claim:001-006
INSERT DATA { <claim/001-006> bkg:via <x> }
