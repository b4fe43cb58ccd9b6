#+ focus: bkg:RiskOfOsteoporosis
INSERT DATA { bkg:MelatoninLevel oboInOwl:hasRelatedSynonym "Risk of Osteoporosis" }
