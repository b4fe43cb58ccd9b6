INSERT DATA { GRAPH <graph/stated> { CHEBI:16796 bkg:increases GO:0001503 } }
