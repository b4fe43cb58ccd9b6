DELETE WHERE { <claim/001-001> bkg:site ?value } ;
DELETE { <claim/001-001> bkg:object ?old } INSERT { <claim/001-001> bkg:object MONDO:0005298 } WHERE { <claim/001-001> bkg:object ?old }
