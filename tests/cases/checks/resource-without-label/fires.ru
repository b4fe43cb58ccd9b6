#+ focus: CHEBI:16796
DELETE WHERE { CHEBI:16796 rdfs:label ?value }
