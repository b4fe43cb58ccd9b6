#+ focus: bkg:RiskOfOsteoporosis
INSERT DATA { bkg:MelatoninLevel oboInOwl:hasExactSynonym "Risk of Osteoporosis" } ;
INSERT DATA { CHEBI:16796 bkg:abbreviation "RoO" }
