#+ focus: bkg.derived:1
INSERT DATA { <derived/1> bkg:ground <claim/001-007> }
