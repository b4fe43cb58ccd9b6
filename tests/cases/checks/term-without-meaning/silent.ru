INSERT DATA { CHEBI:16796 skos:definition "another gloss"@en }
