DELETE { <claim/001-001> bkg:states ?old } INSERT { <claim/001-001> bkg:states "Melatonin raised areal density by 2.3 %." } WHERE { <claim/001-001> bkg:states ?old }
