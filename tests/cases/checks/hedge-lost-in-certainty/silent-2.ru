DELETE { <claim/001-005> bkg:states ?old } INSERT { <claim/001-005> bkg:states "In May, mighty melatonin furthers the making of bone." } WHERE { <claim/001-005> bkg:states ?old }
