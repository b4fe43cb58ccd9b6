#+ focus: bkg:Vitamin
INSERT DATA { bkg:Vitamin rdfs:label "vital amine"@en }
