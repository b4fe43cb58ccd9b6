#+ focus: bkg.claim:001-001
DELETE { <claim/001-001> bkg:predicate ?old } INSERT { <claim/001-001> bkg:predicate bkg:impairs } WHERE { <claim/001-001> bkg:predicate ?old }
