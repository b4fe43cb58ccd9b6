DELETE { <claim/001-003> bkg:states ?old } INSERT { <claim/001-003> bkg:states "A magnesium deficiency goes with a higher risk of osteoporosis." } WHERE { <claim/001-003> bkg:states ?old } ;
DELETE { <claim/001-003> bkg:predicate ?old } INSERT { <claim/001-003> bkg:predicate bkg:riskFactorFor } WHERE { <claim/001-003> bkg:predicate ?old }
