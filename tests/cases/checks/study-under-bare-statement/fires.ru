#+ focus: bkg.claim:001-001
DELETE { <claim/001-001> bkg:evidence ?old } INSERT { <claim/001-001> bkg:evidence bkg:AuthorStatementEvidence } WHERE { <claim/001-001> bkg:evidence ?old }
