#+ focus: https://w3id.org/bonekg/claim/001-001/dose
INSERT DATA { <claim/001-001/dose> bkg:maximum 5.0 }
