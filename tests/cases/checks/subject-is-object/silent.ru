DELETE { <claim/001-005> bkg:object ?old } INSERT { <claim/001-005> bkg:object bkg:MelatoninLevel } WHERE { <claim/001-005> bkg:object ?old }
