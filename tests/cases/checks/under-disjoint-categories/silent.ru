INSERT DATA { CHEBI:16796 rdfs:subClassOf bkg:Vitamin }
