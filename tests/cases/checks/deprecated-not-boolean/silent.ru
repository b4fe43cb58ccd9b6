INSERT DATA { bkg:MelatoninLevel owl:deprecated false }
