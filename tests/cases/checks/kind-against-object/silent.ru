DELETE { <claim/001-005> bkg:kind ?old } INSERT { <claim/001-005> bkg:kind bkg:EffectKind } WHERE { <claim/001-005> bkg:kind ?old } ;
INSERT DATA { GO:0001503 rdfs:subClassOf bkg:Measure }
