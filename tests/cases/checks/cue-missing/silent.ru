DELETE WHERE { <claim/001-003> bkg:cue ?value } ;
DELETE { <claim/001-003> bkg:certainty ?old } INSERT { <claim/001-003> bkg:certainty bkg:Asserted } WHERE { <claim/001-003> bkg:certainty ?old }
