#+ focus: bkg.claim:001-001
DELETE { <claim/001-001> bkg:states ?old } INSERT { <claim/001-001> bkg:states "Density rose by 2.3 percent in the 3 mg group." } WHERE { <claim/001-001> bkg:states ?old }
