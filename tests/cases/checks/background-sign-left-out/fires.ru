#+ focus: bkg.background:receptor
INSERT DATA { <background/receptor> bkg:sourceSign "+" }
