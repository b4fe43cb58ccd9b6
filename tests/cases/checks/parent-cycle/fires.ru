#+ focus: CHEBI:16796
INSERT DATA { bkg:Hormone rdfs:subClassOf CHEBI:16796 }
