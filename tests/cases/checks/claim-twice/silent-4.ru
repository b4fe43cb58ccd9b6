# Once it does, once it can.
INSERT { <claim/001-105> ?p ?o } WHERE { <claim/001-005> ?p ?o FILTER(?p != bkg:force) } ;
INSERT DATA { <claim/001-105> bkg:force bkg:Does }
