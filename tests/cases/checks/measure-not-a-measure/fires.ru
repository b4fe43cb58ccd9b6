#+ focus: bkg.claim:002-002
DELETE { <claim/002-002/effect> bkg:measure ?old } INSERT { <claim/002-002/effect> bkg:measure MONDO:0005298 } WHERE { <claim/002-002/effect> bkg:measure ?old }
