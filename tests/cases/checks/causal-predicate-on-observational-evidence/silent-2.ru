DELETE { <claim/001-003> bkg:predicate ?old } INSERT { <claim/001-003> bkg:predicate bkg:causes } WHERE { <claim/001-003> bkg:predicate ?old } ;
DELETE { <claim/001-003> bkg:evidence ?old } INSERT { <claim/001-003> bkg:evidence bkg:AuthorStatementEvidence } WHERE { <claim/001-003> bkg:evidence ?old }
