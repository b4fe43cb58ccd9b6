DELETE { <claim/001-005> bkg:predicate ?old } INSERT { <claim/001-005> bkg:predicate bkg:binds } WHERE { <claim/001-005> bkg:predicate ?old }
