<<<<<<< HEAD
#+ focus: bkg.claim:001-001/effect
=======
#+ focus: https://w3id.org/bonekg/claim/001-001/effect
>>>>>>> engine
DELETE { <claim/001-001/effect> bkg:basis ?old } INSERT { <claim/001-001/effect> bkg:basis bkg:HighestVersusLowest } WHERE { <claim/001-001/effect> bkg:basis ?old }
