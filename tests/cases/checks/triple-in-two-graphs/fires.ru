#+ focus: bkg.claim:001-001
INSERT DATA { GRAPH <graph/claims> { <claim/001-001> bkg:context "twice" } } ;
INSERT DATA { GRAPH <graph/sources> { <claim/001-001> bkg:context "twice" } }
