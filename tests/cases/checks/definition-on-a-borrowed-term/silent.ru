INSERT DATA { bkg:MelatoninLevel IAO:0000115 "A level."@en }
