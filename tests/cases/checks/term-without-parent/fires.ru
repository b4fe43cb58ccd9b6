#+ focus: MESH:D004573
DELETE WHERE { MESH:D004573 rdfs:subClassOf ?parent }
