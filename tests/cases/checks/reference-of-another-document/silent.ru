DELETE { <claim/001-001> bkg:reference ?old } INSERT { <claim/001-001> bkg:reference <document/001/reference/2> } WHERE { <claim/001-001> bkg:reference ?old }
