INSERT DATA { GRAPH <graph/claims> { <claim/001-001> bkg:context "once" } } ;
INSERT DATA { GRAPH <graph/sources> { <claim/001-001> bkg:context "another" } }
