#+ focus: bkg.claim:001-001
DELETE { <claim/001-001> bkg:kind ?old } INSERT { <claim/001-001> bkg:kind bkg:OpenQuestionKind } WHERE { <claim/001-001> bkg:kind ?old }
