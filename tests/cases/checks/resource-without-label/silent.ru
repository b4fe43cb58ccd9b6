DELETE WHERE { <study/trial> rdfs:label ?value }
