#+ writes: <study/a-1> rdfs:label ?label
INSERT DATA { <study/a-1> a bkg:Study }
