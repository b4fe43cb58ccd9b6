INSERT DATA { GRAPH <graph/ontology> { bkg:Claim owl:equivalentClass [] } }
