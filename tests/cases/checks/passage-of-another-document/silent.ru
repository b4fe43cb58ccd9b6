DELETE { <claim/001-003/passage> bkg:passage ?old } INSERT { <claim/001-003/passage> bkg:passage <passage/001-400-480> } WHERE { <claim/001-003/passage> bkg:passage ?old }
