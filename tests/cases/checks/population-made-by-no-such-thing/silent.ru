INSERT DATA { bkg:PostmenopausalWomen bkg:concerns MONDO:0005298 , CHEBI:27300 }
