#+ focus: bkg.claim:001-002
DELETE { <claim/001-002> bkg:predicate ?old } INSERT { <claim/001-002> bkg:predicate bkg:increases } WHERE { <claim/001-002> bkg:predicate ?old }
