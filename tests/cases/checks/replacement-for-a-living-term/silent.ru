INSERT DATA { bkg:OldLevel IAO:0100001 bkg:MelatoninLevel ; owl:deprecated true }
