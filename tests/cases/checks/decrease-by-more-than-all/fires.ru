#+ focus: https://w3id.org/bonekg/claim/001-001/effect
DELETE { <claim/001-001/effect> bkg:value ?old } INSERT { <claim/001-001/effect> bkg:value 150 } WHERE { <claim/001-001/effect> bkg:value ?old } ;
DELETE { <claim/001-001/effect> bkg:direction ?old } INSERT { <claim/001-001/effect> bkg:direction bkg:Decrease } WHERE { <claim/001-001/effect> bkg:direction ?old }
