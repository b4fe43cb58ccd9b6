INSERT DATA { <document/002/reference/3> a bkg:Reference ; rdfs:label "reference 3 of document 002" ; bkg:inDocument <document/002> }
