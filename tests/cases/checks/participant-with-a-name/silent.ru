DELETE { <document/002/participant/1> skos:prefLabel ?old } INSERT { <document/002/participant/1> skos:prefLabel "participant 12" } WHERE { <document/002/participant/1> skos:prefLabel ?old }
