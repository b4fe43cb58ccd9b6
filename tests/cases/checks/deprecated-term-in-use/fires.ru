#+ focus: bkg:Nutrient
INSERT DATA { bkg:Nutrient owl:deprecated true }
