#+ focus: bkg:MelatoninLevel
INSERT DATA { bkg:MelatoninLevel owl:deprecated "true" }
