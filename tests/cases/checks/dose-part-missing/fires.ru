#+ focus: bkg.claim:001-001
DELETE WHERE { <claim/001-001/dose> bkg:unit ?value }
