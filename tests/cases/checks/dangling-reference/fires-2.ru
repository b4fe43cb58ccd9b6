#+ focus: bkg.claim:001-001
DELETE { <claim/001-001> bkg:object ?old } INSERT { <claim/001-001> bkg:object UBERON:9999999 } WHERE { <claim/001-001> bkg:object ?old }
