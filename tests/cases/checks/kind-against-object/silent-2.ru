DELETE { <claim/001-005> bkg:kind ?old } INSERT { <claim/001-005> bkg:kind bkg:EffectKind } WHERE { <claim/001-005> bkg:kind ?old } ;
DELETE { <claim/001-005> bkg:object ?old } INSERT { <claim/001-005> bkg:object MONDO:0005298 } WHERE { <claim/001-005> bkg:object ?old }
