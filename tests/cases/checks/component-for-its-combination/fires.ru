#+ focus: bkg.claim:002-001
DELETE { <claim/002-001> bkg:subject ?old } INSERT { <claim/002-001> bkg:subject MAXO:0000110 } WHERE { <claim/002-001> bkg:subject ?old } ;
DELETE { <claim/002-001> bkg:states ?old } INSERT { <claim/002-001> bkg:states "Vitamin D plus calcium treats osteoporosis." } WHERE { <claim/002-001> bkg:states ?old }
