INSERT DATA { CHEBI:16796 oboInOwl:inSubset bkg:core . bkg:core rdfs:subPropertyOf oboInOwl:SubsetProperty }
