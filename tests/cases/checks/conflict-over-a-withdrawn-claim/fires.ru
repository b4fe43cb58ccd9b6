#+ focus: bkg.conflict:1
INSERT DATA { <conflict/1> bkg:ground <claim/001-007> }
