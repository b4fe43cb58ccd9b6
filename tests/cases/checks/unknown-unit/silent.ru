DELETE { <claim/001-001/dose> bkg:unit ?old } INSERT { <claim/001-001/dose> bkg:unit "[iU]" } WHERE { <claim/001-001/dose> bkg:unit ?old }
