#+ focus: bkg.study:another
INSERT DATA { <study/another> rdf:type bkg:Study }
