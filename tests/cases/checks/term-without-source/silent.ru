INSERT DATA { bkg:Scent rdf:type owl:Class } ;
INSERT DATA { bkg:Scent rdfs:subClassOf bkg:Entity } ;
INSERT DATA { bkg:Scent IAO:0000115 "A category of the vocabulary."@en }
