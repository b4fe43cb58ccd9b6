INSERT DATA { <claim/001-003> bkg:relayedBy <document/001/study-authors> }
