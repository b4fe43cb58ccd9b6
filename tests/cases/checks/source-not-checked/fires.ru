#+ focus: https://w3id.org/bonekg/document/001/reference/2
DELETE WHERE { <source-check/001-reference-2> ?p ?o }
