#+ focus: bkg.claim:001-001
DELETE { <claim/001-001> bkg:arm ?old } INSERT { <claim/001-001> bkg:arm <study/trial/arm/1> } WHERE { <claim/001-001> bkg:arm ?old }
