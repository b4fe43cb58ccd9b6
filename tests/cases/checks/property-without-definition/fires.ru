#+ focus: bkg:increases
DELETE WHERE { bkg:increases IAO:0000115 ?old }
