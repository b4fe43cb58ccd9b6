#+ focus: bkg.claim:001-005
DELETE { <claim/001-005/via/1> bkg:position ?old } INSERT { <claim/001-005/via/1> bkg:position 2 } WHERE { <claim/001-005/via/1> bkg:position ?old }
