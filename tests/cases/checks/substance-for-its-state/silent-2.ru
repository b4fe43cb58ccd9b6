DELETE { <claim/001-005> bkg:states ?old } INSERT { <claim/001-005> bkg:states "Below melatonin stands its receptor." } WHERE { <claim/001-005> bkg:states ?old }
