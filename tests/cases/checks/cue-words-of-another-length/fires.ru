#+ focus: https://w3id.org/bonekg/claim/001-003/cue/1
DELETE { <claim/001-003/cue/1> bkg:words ?old } INSERT { <claim/001-003/cue/1> bkg:words "might" } WHERE { <claim/001-003/cue/1> bkg:words ?old }
