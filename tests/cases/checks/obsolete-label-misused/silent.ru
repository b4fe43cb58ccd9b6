DELETE WHERE { bkg:MelatoninLevel rdfs:label ?old } ;
INSERT DATA { bkg:MelatoninLevel rdfs:label "level of an obsolete hormone"@en }
