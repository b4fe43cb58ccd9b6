#+ focus: bkg.claim:002-001
DELETE { <claim/002-001> bkg:evidence ?old } INSERT { <claim/002-001> bkg:evidence bkg:AuthorStatementEvidence } WHERE { <claim/002-001> bkg:evidence ?old }
