DELETE { <claim/001-003> bkg:certainty ?old } INSERT { <claim/001-003> bkg:certainty bkg:Speculative } WHERE { <claim/001-003> bkg:certainty ?old }
