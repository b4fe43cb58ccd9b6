INSERT DATA { <claim/001-001/effect> bkg:significance bkg:Significant }
