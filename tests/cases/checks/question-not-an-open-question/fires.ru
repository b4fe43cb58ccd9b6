#+ focus: bkg.claim:001-004
DELETE { <claim/001-004> bkg:kind ?old } INSERT { <claim/001-004> bkg:kind bkg:EffectKind } WHERE { <claim/001-004> bkg:kind ?old }
