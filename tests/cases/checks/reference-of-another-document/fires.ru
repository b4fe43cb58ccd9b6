#+ focus: bkg.claim:001-001
DELETE { <claim/001-001> bkg:reference ?old } INSERT { <claim/001-001> bkg:reference <document/002/reference/1> } WHERE { <claim/001-001> bkg:reference ?old }
