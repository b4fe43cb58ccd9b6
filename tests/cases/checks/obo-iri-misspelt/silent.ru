INSERT DATA { <http://purl.obolibrary.org/obo/OBA_VT0001562> a owl:Class }
