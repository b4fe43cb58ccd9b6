#+ focus: bkg.claim:001-001
DELETE { <claim/001-001> bkg:states ?old } INSERT { <claim/001-001> bkg:states "Melatonin raised volumetric density by 2.3 %." } WHERE { <claim/001-001> bkg:states ?old }
