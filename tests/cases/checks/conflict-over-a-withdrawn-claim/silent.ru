INSERT DATA { <conflict/1> bkg:ground <claim/001-005> }
