#+ focus: bkg.claim:001-003
DELETE WHERE { <claim/001-003> bkg:cue ?value }
