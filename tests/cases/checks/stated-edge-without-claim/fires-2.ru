#+ focus: bkg:MelatoninSupplementation
INSERT DATA { GRAPH <graph/stated> { bkg:MelatoninSupplementation bkg:prevents MONDO:0005298 } }
