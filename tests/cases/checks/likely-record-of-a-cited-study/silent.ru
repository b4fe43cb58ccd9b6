INSERT DATA { <source-record/cohort-abstract> bkg:doi "10.1234/cohort" }
