#+ focus: bkg:MelatoninLevel
INSERT DATA { bkg:MelatoninLevel IAO:0100001 bkg:AnalyteLevel }
