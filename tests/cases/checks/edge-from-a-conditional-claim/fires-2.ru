#+ focus: bkg:MelatoninSupplementation
INSERT DATA { <claim/001-001> bkg:condition "only at night" }
