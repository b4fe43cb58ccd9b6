DELETE { <claim/001-004> bkg:kind ?old } INSERT { <claim/001-004> bkg:kind bkg:EffectKind } WHERE { <claim/001-004> bkg:kind ?old } ;
DELETE { <claim/001-004> bkg:certainty ?old } INSERT { <claim/001-004> bkg:certainty bkg:Speculative } WHERE { <claim/001-004> bkg:certainty ?old }
