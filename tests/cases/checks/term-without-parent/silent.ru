INSERT DATA { bkg:Part a owl:Class ; rdfs:label "part (class)"@en ; IAO:0000115 "A part of a claim."@en }
