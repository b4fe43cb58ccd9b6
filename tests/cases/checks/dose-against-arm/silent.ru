DELETE { <claim/001-001> bkg:arm ?old } INSERT { <claim/001-001> bkg:arm <study/trial/arm/3> } WHERE { <claim/001-001> bkg:arm ?old }
