#+ focus: bkg:partOf
INSERT DATA { bkg:partOf owl:inverseOf bkg:partOf }
