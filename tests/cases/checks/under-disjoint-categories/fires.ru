#+ focus: CHEBI:16796
INSERT DATA { CHEBI:16796 rdfs:subClassOf bkg:Measure }
