#+ focus: bkg.claim:001-001
DELETE { <claim/001-001> bkg:study ?old } INSERT { <claim/001-001> bkg:study <study/cohort> } WHERE { <claim/001-001> bkg:study ?old }
