INSERT DATA { bkg:Hormone owl:equivalentClass [ a owl:Class ; owl:unionOf ( bkg:Drug bkg:Vitamin ) ] }
