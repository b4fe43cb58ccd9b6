INSERT DATA { bkg:hasPart a owl:ObjectProperty ; owl:inverseOf bkg:partOf }
