#+ focus: bkg.claim:001-003
DELETE { <claim/001-003/passage> bkg:passage ?old } INSERT { <claim/001-003/passage> bkg:passage <passage/002-10-60> } WHERE { <claim/001-003/passage> bkg:passage ?old }
