#+ focus: bkg:MelatoninLevel
DELETE WHERE { bkg:MelatoninLevel bkg:favourable ?value }
