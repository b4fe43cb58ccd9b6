#+ focus: bkg.claim:001-001
DELETE { <claim/001-001> bkg:comparator ?old } INSERT { <claim/001-001> bkg:comparator bkg:MelatoninSupplementation } WHERE { <claim/001-001> bkg:comparator ?old }
