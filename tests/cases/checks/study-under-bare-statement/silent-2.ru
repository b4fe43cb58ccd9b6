DELETE { <claim/001-001> bkg:evidence ?old } INSERT { <claim/001-001> bkg:evidence bkg:AuthorStatementEvidence } WHERE { <claim/001-001> bkg:evidence ?old } ;
DELETE { <claim/001-001> bkg:speaker ?old } INSERT { <claim/001-001> bkg:speaker <document/001/study-authors> } WHERE { <claim/001-001> bkg:speaker ?old }
