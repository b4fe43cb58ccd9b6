DELETE { <claim/001-003> bkg:states ?old } INSERT { <claim/001-003> bkg:states "A magnesium deficiency might go along with osteoporosis." } WHERE { <claim/001-003> bkg:states ?old }
