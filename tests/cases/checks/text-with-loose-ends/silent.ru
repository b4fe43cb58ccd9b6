DELETE { <claim/001-001> bkg:note ?old } INSERT { <claim/001-001> bkg:note "not loose" } WHERE { <claim/001-001> bkg:note ?old }
