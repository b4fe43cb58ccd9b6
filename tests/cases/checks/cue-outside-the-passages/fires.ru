#+ focus: bkg.claim:001-003
DELETE { <claim/001-003/cue/1> bkg:passage ?old } INSERT { <claim/001-003/cue/1> bkg:passage <passage/001-402-409> } WHERE { <claim/001-003/cue/1> bkg:passage ?old }
