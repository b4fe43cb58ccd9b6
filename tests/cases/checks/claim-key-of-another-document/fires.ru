#+ focus: bkg.claim:001-003
DELETE { <claim/001-003> bkg:inDocument ?old } INSERT { <claim/001-003> bkg:inDocument <document/002> } WHERE { <claim/001-003> bkg:inDocument ?old }
