DELETE { <claim/001-003/repeated-at/1> bkg:passage ?old } INSERT { <claim/001-003/repeated-at/1> bkg:passage <passage/001-400-480> } WHERE { <claim/001-003/repeated-at/1> bkg:passage ?old }
