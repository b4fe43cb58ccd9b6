#+ focus: bkg:MelatoninLevel
DELETE WHERE { bkg:MelatoninLevel rdfs:label ?old } ;
INSERT DATA { bkg:MelatoninLevel rdfs:label "obsolete melatonin level"@en }
