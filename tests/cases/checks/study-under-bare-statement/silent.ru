DELETE { <claim/001-001> bkg:evidence ?old } INSERT { <claim/001-001> bkg:evidence bkg:UnspecifiedStudyEvidence } WHERE { <claim/001-001> bkg:evidence ?old }
