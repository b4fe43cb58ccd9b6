#+ focus: bkg:x
INSERT DATA { <x> rdf:type bkg:Rumour }
