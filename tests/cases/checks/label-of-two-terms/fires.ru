#+ focus: bkg:MelatoninLevel
DELETE { CHEBI:16796 rdfs:label ?old } INSERT { CHEBI:16796 rdfs:label "melatonin level"@en } WHERE { CHEBI:16796 rdfs:label ?old } ;
DELETE { bkg:MelatoninLevel rdfs:label ?old } INSERT { bkg:MelatoninLevel rdfs:label "melatonin level"@en } WHERE { bkg:MelatoninLevel rdfs:label ?old }
