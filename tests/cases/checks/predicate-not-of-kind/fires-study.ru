#+ focus: bkg.study-claim:trial-1
DELETE DATA { <study-claim/trial-1> bkg:kind bkg:EffectKind } ;
INSERT DATA { <study-claim/trial-1> bkg:kind bkg:AssociationKind }
