INSERT DATA { rdfs:seeAlso a owl:AnnotationProperty ; rdfs:label "see also"@en }
