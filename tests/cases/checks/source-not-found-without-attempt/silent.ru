INSERT DATA { <source-check/001-reference-2> bkg:tried "the number of the mark" }
