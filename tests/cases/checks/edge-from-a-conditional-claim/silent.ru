# Another claim says the same without any condition.
INSERT { GRAPH <graph/stated> { bkg:MelatoninSupplementation bkg:recommendedFor MONDO:0005298 } <claim/001-108> ?p ?o } WHERE { <claim/001-008> ?p ?o FILTER(?p NOT IN (bkg:condition, bkg:conditionTerm, bkg:conditionDose)) }
