#+ focus: bkg.claim:001-003
INSERT DATA { <claim/001-003> bkg:forceCue <y> . <y> bkg:passage <passage/001-402-409> }
