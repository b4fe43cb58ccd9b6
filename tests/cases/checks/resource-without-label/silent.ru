INSERT DATA { <study/another> rdf:type bkg:Study }
