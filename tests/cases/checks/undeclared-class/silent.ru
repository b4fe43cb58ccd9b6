INSERT DATA { <x> rdf:type bkg:Citation }
