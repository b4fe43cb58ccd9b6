<<<<<<< HEAD
#+ focus: bkg.claim:001-003/cue/1
=======
#+ focus: https://w3id.org/bonekg/claim/001-003/cue/1
>>>>>>> engine
DELETE { <claim/001-003/cue/1> bkg:words ?old } INSERT { <claim/001-003/cue/1> bkg:words "might" } WHERE { <claim/001-003/cue/1> bkg:words ?old }
