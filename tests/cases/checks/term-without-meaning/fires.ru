#+ focus: CHEBI:16796
DELETE WHERE { CHEBI:16796 skos:definition ?value }
