#+ focus: bkg.claim:001-002
DELETE { <claim/001-002> bkg:polarity ?old } INSERT { <claim/001-002> bkg:polarity bkg:Denied } WHERE { <claim/001-002> bkg:polarity ?old }
