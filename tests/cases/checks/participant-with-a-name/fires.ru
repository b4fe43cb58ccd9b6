#+ focus: https://w3id.org/bonekg/document/002/participant/1
DELETE { <document/002/participant/1> skos:prefLabel ?old } INSERT { <document/002/participant/1> skos:prefLabel "somebody" } WHERE { <document/002/participant/1> skos:prefLabel ?old }
