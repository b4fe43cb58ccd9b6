INSERT { <claim/001-101> ?p ?o } WHERE { <claim/001-001> ?p ?o } ;
DELETE { <claim/001-101> bkg:effect ?old } INSERT { <claim/001-101> bkg:effect <x> } WHERE { <claim/001-101> bkg:effect ?old } ;
INSERT DATA { <x> bkg:value 3.6 }
