#+ focus: bkg.claim:001-005
DELETE { <claim/001-005> bkg:kind ?old } INSERT { <claim/001-005> bkg:kind bkg:EffectKind } WHERE { <claim/001-005> bkg:kind ?old }
