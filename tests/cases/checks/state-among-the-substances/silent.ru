DELETE { CHEBI:16796 skos:prefLabel ?old } INSERT { CHEBI:16796 skos:prefLabel "melatonin intaker" } WHERE { CHEBI:16796 skos:prefLabel ?old }
