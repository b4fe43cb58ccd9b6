#+ focus: bkg.claim:001-005
DELETE { <claim/001-005> bkg:object ?old } INSERT { <claim/001-005> bkg:object CHEBI:16796 } WHERE { <claim/001-005> bkg:object ?old }
