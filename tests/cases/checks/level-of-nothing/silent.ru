DELETE WHERE { bkg:RiskOfOsteoporosis bkg:concerns ?value }
