#+ focus: bkg:MelatoninLevel
INSERT DATA { bkg:MelatoninLevel skos:broadMatch CHEBI:16796 }
