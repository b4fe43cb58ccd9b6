#+ focus: bkg.claim:002-001
DELETE { <claim/002-001> bkg:kind ?old } INSERT { <claim/002-001> bkg:kind bkg:DefinitionKind } WHERE { <claim/002-001> bkg:kind ?old }
