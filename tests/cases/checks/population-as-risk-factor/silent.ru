DELETE { <claim/001-003> bkg:predicate ?old } INSERT { <claim/001-003> bkg:predicate bkg:riskFactorFor } WHERE { <claim/001-003> bkg:predicate ?old }
