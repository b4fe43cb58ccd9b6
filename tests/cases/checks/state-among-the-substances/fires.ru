#+ focus: CHEBI:16796
DELETE { CHEBI:16796 skos:prefLabel ?old } INSERT { CHEBI:16796 skos:prefLabel "melatonin supplementation" } WHERE { CHEBI:16796 skos:prefLabel ?old }
