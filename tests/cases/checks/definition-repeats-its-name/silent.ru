DELETE { CHEBI:16796 skos:definition ?old } INSERT { CHEBI:16796 skos:definition "What the pineal gland makes; melatonins of plants are the same." } WHERE { CHEBI:16796 skos:definition ?old }
