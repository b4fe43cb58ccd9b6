#+ focus: bkg.claim:001-001
DELETE { <claim/001-001> bkg:note ?old } INSERT { <claim/001-001> bkg:note " loose" } WHERE { <claim/001-001> bkg:note ?old }
