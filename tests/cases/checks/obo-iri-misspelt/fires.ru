#+ focus: https://purl.obolibrary.org/obo/CHEBI_16796
INSERT DATA { <https://purl.obolibrary.org/obo/CHEBI_16796> a owl:Class }
