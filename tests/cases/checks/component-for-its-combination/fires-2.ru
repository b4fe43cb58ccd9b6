#+ focus: bkg.claim:002-001
DELETE { <claim/002-001> bkg:subject ?old } INSERT { <claim/002-001> bkg:subject CHEBI:22984 } WHERE { <claim/002-001> bkg:subject ?old } ;
DELETE { <claim/002-001> bkg:states ?old } INSERT { <claim/002-001> bkg:states "Calcium and vitamin D supplementation treats osteoporosis." } WHERE { <claim/002-001> bkg:states ?old }
