#+ focus: https://w3id.org/bonekg/claim/001-001/dose
DELETE { <claim/001-001/dose> bkg:unit ?old } INSERT { <claim/001-001/dose> bkg:unit "IU" } WHERE { <claim/001-001/dose> bkg:unit ?old }
