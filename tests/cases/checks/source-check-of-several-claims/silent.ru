INSERT DATA { <source-check/001-reference-2> bkg:note "Two marks." }
