INSERT DATA { bkg:increases skos:closeMatch RO:0002213 ; skos:broadMatch RO:0002211 }
