DELETE { <claim/002-001> bkg:subject ?old } INSERT { <claim/002-001> bkg:subject MAXO:0000110 } WHERE { <claim/002-001> bkg:subject ?old } ;
DELETE { <claim/002-001> bkg:states ?old } INSERT { <claim/002-001> bkg:states "Vitamin D treats osteoporosis, and so do other things taken with calcium." } WHERE { <claim/002-001> bkg:states ?old }
