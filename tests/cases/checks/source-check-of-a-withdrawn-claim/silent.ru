INSERT DATA { <claim/001-003> bkg:note "Not withdrawn." }
