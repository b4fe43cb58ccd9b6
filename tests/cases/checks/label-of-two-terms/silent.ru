DELETE { bkg:MelatoninLevel rdfs:label ?old } INSERT { bkg:MelatoninLevel rdfs:label "Melatonin"@en } WHERE { bkg:MelatoninLevel rdfs:label ?old }
