DELETE { <claim/001-003/cue/1> bkg:words ?old } INSERT { <claim/001-003/cue/1> bkg:words "can" } WHERE { <claim/001-003/cue/1> bkg:words ?old }
