DELETE { <claim/001-003> bkg:evidence ?old } INSERT { <claim/001-003> bkg:evidence bkg:UnspecifiedStudyEvidence } WHERE { <claim/001-003> bkg:evidence ?old }
