DELETE { <claim/002-001> bkg:subject ?old } INSERT { <claim/002-001> bkg:subject MAXO:0000110 } WHERE { <claim/002-001> bkg:subject ?old } ;
DELETE { <claim/002-001> bkg:comparator ?old } INSERT { <claim/002-001> bkg:comparator MAXO:0001139 } WHERE { <claim/002-001> bkg:comparator ?old } ;
INSERT DATA { <claim/002-001> bkg:comparator MAXO:0001139 } ;
DELETE { <claim/002-001> bkg:states ?old } INSERT { <claim/002-001> bkg:states "Vitamin D treats osteoporosis; vitamin D combined with calcium does not." } WHERE { <claim/002-001> bkg:states ?old }
