DELETE { <claim/001-003> bkg:force ?old } INSERT { <claim/001-003> bkg:force bkg:Helps ; bkg:forceCue <claim/001-003/cue/1> } WHERE { <claim/001-003> bkg:force ?old }
