DELETE { <claim/001-002> bkg:predicate ?old } INSERT { <claim/001-002> bkg:predicate bkg:comparedWith } WHERE { <claim/001-002> bkg:predicate ?old }
