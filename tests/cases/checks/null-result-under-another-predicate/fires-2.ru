#+ focus: bkg.claim:001-001
DELETE { <claim/001-001/effect> bkg:value ?old } INSERT { <claim/001-001/effect> bkg:value 0.0 } WHERE { <claim/001-001/effect> bkg:value ?old }
