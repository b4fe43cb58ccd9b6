INSERT DATA { prov:wasInformedBy a owl:ObjectProperty ; rdfs:label "was informed by"@en }
