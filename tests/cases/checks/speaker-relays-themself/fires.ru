#+ focus: bkg.claim:001-004
DELETE { <claim/001-004> bkg:relayedBy ?old } INSERT { <claim/001-004> bkg:relayedBy <document/001/study-authors> } WHERE { <claim/001-004> bkg:relayedBy ?old }
