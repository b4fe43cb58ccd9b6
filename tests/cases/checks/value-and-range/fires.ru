<<<<<<< HEAD
#+ focus: bkg.claim:001-001/dose
=======
#+ focus: https://w3id.org/bonekg/claim/001-001/dose
>>>>>>> engine
INSERT DATA { <claim/001-001/dose> bkg:maximum 5.0 }
