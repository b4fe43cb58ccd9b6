#+ focus: bkg.claim:001-005
DELETE { <claim/001-005/via/1> bkg:item ?old } INSERT { <claim/001-005/via/1> bkg:item CHEBI:16796 } WHERE { <claim/001-005/via/1> bkg:item ?old }
