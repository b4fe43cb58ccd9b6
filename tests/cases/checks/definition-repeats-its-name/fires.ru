#+ focus: CHEBI:16796
DELETE { CHEBI:16796 skos:definition ?old } INSERT { CHEBI:16796 skos:definition "What the pineal gland releases as melatonin." } WHERE { CHEBI:16796 skos:definition ?old }
