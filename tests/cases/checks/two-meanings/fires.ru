#+ focus: bkg:Vitamin
INSERT DATA { bkg:Vitamin IAO:0000115 "A thing in food."@en }
