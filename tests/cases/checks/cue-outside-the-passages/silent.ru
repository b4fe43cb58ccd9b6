DELETE { <claim/001-003/cue/1> bkg:passage ?old } INSERT { <claim/001-003/cue/1> bkg:passage <passage/001-600-680> } WHERE { <claim/001-003/cue/1> bkg:passage ?old }
