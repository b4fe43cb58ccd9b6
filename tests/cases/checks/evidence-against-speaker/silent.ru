DELETE { <claim/002-001> bkg:evidence ?old } INSERT { <claim/002-001> bkg:evidence bkg:UnspecifiedStudyEvidence } WHERE { <claim/002-001> bkg:evidence ?old }
