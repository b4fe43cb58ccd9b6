INSERT DATA { bkg:mood rdfs:domain bkg:Claim ; rdfs:range bkg:Study }
