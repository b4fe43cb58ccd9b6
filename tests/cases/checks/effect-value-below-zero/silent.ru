INSERT DATA { <claim/001-006/object-value> bkg:minimum -2.6 }
