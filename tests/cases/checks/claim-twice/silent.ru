INSERT { <claim/001-103> ?p ?o } WHERE { <claim/001-003> ?p ?o } ;
INSERT DATA { <claim/001-103> bkg:site UBERON:0001474 }
