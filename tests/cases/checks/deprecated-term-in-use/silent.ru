INSERT DATA { bkg:MelatoninLack a owl:Class ; owl:deprecated true ; rdfs:subClassOf bkg:NutrientState }
