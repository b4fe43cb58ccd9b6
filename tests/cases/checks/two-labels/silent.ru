INSERT DATA { bkg:Vitamin oboInOwl:hasExactSynonym "vital amine" }
