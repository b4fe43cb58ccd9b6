#+ focus: bkg:Vitamin
DELETE WHERE { bkg:Vitamin IAO:0000115 ?old } ;
INSERT { bkg:Vitamin IAO:0000115 ?text } WHERE { bkg:Mineral IAO:0000115 ?text }
