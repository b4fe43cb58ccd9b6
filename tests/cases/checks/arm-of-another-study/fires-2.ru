#+ focus: bkg.claim:001-001
DELETE WHERE { <claim/001-001> bkg:study ?value }
