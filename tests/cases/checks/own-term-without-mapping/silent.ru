# One is matched, the other says in its note why it is not.
INSERT DATA { bkg:MelatoninLevel IAO:0000115 "How much of the night hormone there is in blood." ; skos:broadMatch MESH:D008550 } ;
INSERT DATA { bkg:RiskOfOsteoporosis IAO:0000115 "How likely thin bone is." ; bkg:note "no public term is near" }
