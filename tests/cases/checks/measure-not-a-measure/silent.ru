DELETE { <claim/002-002/effect> bkg:measure ?old } INSERT { <claim/002-002/effect> bkg:measure CMO:0001226 } WHERE { <claim/002-002/effect> bkg:measure ?old }
