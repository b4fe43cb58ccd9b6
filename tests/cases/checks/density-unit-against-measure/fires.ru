#+ focus: bkg.claim:001-001
DELETE { <claim/001-001/effect> bkg:unit ?old } INSERT { <claim/001-001/effect> bkg:unit "mg/cm3" } WHERE { <claim/001-001/effect> bkg:unit ?old }
