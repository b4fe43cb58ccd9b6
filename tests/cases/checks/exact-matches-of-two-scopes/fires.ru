#+ focus: CHEBI:16796
INSERT DATA { CHEBI:16796 skos:exactMatch <http://purl.uniprot.org/uniprot/P01270> , <http://purl.obolibrary.org/obo/PR_000013429> }
