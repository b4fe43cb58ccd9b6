DELETE { CHEBI:16796 rdfs:label ?old } INSERT { CHEBI:16796 rdfs:label "melatonin"@en } WHERE { CHEBI:16796 rdfs:label ?old }
