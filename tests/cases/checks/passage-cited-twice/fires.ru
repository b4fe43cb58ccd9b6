#+ focus: bkg.claim:001-003
DELETE { <claim/001-003/repeated-at/1> bkg:passage ?old } INSERT { <claim/001-003/repeated-at/1> bkg:passage <passage/001-300-380> } WHERE { <claim/001-003/repeated-at/1> bkg:passage ?old }
