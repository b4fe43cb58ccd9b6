INSERT DATA { bkg:RiskOfOsteoporosis oboInOwl:hasExactSynonym "risk of hip osteoporosis" }
