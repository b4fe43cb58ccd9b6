#+ focus: bkg:MelatoninSupplementation
DELETE { <claim/001-001> bkg:polarity ?old } INSERT { <claim/001-001> bkg:polarity bkg:Denied } WHERE { <claim/001-001> bkg:polarity ?old }
