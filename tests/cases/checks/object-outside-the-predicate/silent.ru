DELETE { <claim/001-005> bkg:predicate ?old } INSERT { <claim/001-005> bkg:predicate bkg:storedIn } WHERE { <claim/001-005> bkg:predicate ?old } ;
DELETE { <claim/001-005> bkg:object ?old } INSERT { <claim/001-005> bkg:object UBERON:0001474 } WHERE { <claim/001-005> bkg:object ?old }
