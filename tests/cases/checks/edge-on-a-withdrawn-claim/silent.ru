INSERT DATA { <derived/1> bkg:ground <claim/001-003> }
