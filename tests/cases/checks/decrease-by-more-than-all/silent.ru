DELETE { <claim/001-001/effect> bkg:value ?old } INSERT { <claim/001-001/effect> bkg:value 150 } WHERE { <claim/001-001/effect> bkg:value ?old }
