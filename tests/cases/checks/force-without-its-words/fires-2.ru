#+ focus: bkg.claim:001-003
INSERT DATA { <claim/001-003> bkg:forceCue <claim/001-003/cue/1> }
