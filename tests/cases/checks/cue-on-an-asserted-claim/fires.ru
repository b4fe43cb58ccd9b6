#+ focus: bkg.claim:001-003
DELETE { <claim/001-003> bkg:certainty ?old } INSERT { <claim/001-003> bkg:certainty bkg:Asserted } WHERE { <claim/001-003> bkg:certainty ?old }
