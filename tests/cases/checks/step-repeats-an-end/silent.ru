DELETE { <claim/001-005/via/1> bkg:item ?old } INSERT { <claim/001-005/via/1> bkg:item bkg:MelatoninLevel } WHERE { <claim/001-005/via/1> bkg:item ?old }
