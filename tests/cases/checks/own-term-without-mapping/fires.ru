#+ focus: bkg:MelatoninLevel
INSERT DATA { bkg:MelatoninLevel IAO:0000115 "How much of the night hormone there is in blood." }
