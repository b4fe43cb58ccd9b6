DELETE { <claim/001-001/effect> bkg:basis ?old } INSERT { <claim/001-001/effect> bkg:basis bkg:VersusBaseline } WHERE { <claim/001-001/effect> bkg:basis ?old }
