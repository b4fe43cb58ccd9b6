#+ focus: bkg.claim:001-003
DELETE { <claim/001-003> bkg:states ?old } INSERT { <claim/001-003> bkg:states "A magnesium deficiency goes with a higher risk of osteoporosis." } WHERE { <claim/001-003> bkg:states ?old }
