#+ focus: bkg:kind
INSERT DATA { bkg:kind rdfs:domain bkg:Study }
