#+ focus: bkg:MelatoninSupplementation
INSERT DATA { GRAPH <graph/stated> { bkg:MelatoninSupplementation bkg:recommendedFor MONDO:0005298 } }
