#+ focus: https://w3id.org/bonekg/claim/001-001/effect
DELETE { <claim/001-001/effect> bkg:value ?old } INSERT { <claim/001-001/effect> bkg:value -2.3 } WHERE { <claim/001-001/effect> bkg:value ?old }
