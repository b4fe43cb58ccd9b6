INSERT DATA { CHEBI:16796 bkg:gloss "another gloss"@en }
