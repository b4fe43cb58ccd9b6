#+ focus: bkg.source-record:cohort-abstract
INSERT DATA { <study/cohort> bkg:doi "10.1234/cohort" }
