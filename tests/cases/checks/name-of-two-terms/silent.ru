INSERT DATA { bkg:MelatoninLevel oboInOwl:hasExactSynonym "osteoporosis score" }
