#+ focus: bkg.claim:001-007
DELETE WHERE { <claim/001-007> bkg:withdrawnBecause ?value }
