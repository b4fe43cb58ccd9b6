#+ focus: bkg.claim:001-006
DELETE { <claim/001-006> bkg:study ?old } INSERT { <claim/001-006> bkg:study <study/cohort> } WHERE { <claim/001-006> bkg:study ?old }
