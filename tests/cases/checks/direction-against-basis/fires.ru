#+ focus: https://w3id.org/bonekg/claim/001-001/effect
DELETE { <claim/001-001/effect> bkg:basis ?old } INSERT { <claim/001-001/effect> bkg:basis bkg:HighestVersusLowest } WHERE { <claim/001-001/effect> bkg:basis ?old }
