#+ focus: bkg.claim:001-003
DELETE { <claim/001-003> bkg:speaker ?old } INSERT { <claim/001-003> bkg:speaker <document/002/participant/1> } WHERE { <claim/001-003> bkg:speaker ?old }
