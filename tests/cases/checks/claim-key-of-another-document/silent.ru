INSERT DATA { <claim/002-099> a bkg:Claim ; bkg:status bkg:Current ; bkg:inDocument <document/002> }
