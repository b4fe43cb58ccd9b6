#+ focus: bkg:increases
INSERT DATA { bkg:increases skos:closeMatch RO:0002212 }
