#+ focus: bkg.claim:001-006
DELETE WHERE { <claim/001-006/object-value> bkg:unit ?value }
