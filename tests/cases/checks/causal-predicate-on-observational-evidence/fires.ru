#+ focus: bkg.claim:001-003
DELETE { <claim/001-003> bkg:predicate ?old } INSERT { <claim/001-003> bkg:predicate bkg:causes } WHERE { <claim/001-003> bkg:predicate ?old }
