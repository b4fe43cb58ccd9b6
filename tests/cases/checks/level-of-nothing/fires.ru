#+ focus: bkg:MelatoninLevel
DELETE WHERE { bkg:MelatoninLevel bkg:concerns ?value }
