#+ focus: bkg:Hormone
INSERT DATA { bkg:Hormone owl:equivalentClass [ a owl:Restriction ; owl:onProperty bkg:partOf ; owl:someValuesFrom bkg:AnatomicalSite ] }
