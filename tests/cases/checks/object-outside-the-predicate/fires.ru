#+ focus: bkg.claim:001-005
DELETE { <claim/001-005> bkg:predicate ?old } INSERT { <claim/001-005> bkg:predicate bkg:storedIn } WHERE { <claim/001-005> bkg:predicate ?old }
