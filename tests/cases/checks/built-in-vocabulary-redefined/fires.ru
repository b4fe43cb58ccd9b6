#+ focus: rdf:type
INSERT DATA { rdf:type a owl:ObjectProperty }
