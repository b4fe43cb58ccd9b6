#+ focus: bkg:Hormone
INSERT DATA { bkg:Hormone owl:equivalentClass CHEBI:24621 }
