INSERT DATA { <study/another> rdf:type bkg:Study ; rdfs:label "study another" }
