DELETE { <claim/002-002/effect> bkg:measure ?old } INSERT { <claim/002-002/effect> bkg:measure OBA:1000110 } WHERE { <claim/002-002/effect> bkg:measure ?old }
