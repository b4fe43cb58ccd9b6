DELETE WHERE { bkg:Vitamin IAO:0000115 ?old } ;
INSERT DATA { bkg:Vitamin IAO:0000115 "25 organic nutrients."@en }
