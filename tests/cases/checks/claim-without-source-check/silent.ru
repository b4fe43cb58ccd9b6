INSERT DATA { <claim/001-005> bkg:reference <document/001/reference/2> }
