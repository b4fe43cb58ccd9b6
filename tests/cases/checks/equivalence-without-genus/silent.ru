INSERT DATA { bkg:Hormone owl:equivalentClass [ a owl:Class ; owl:intersectionOf ( bkg:Substance [ a owl:Restriction ; owl:onProperty bkg:partOf ; owl:someValuesFrom bkg:AnatomicalSite ] ) ] }
