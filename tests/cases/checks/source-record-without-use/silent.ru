INSERT DATA { <source-check/001-002> bkg:readIn <source-record/cohort-abstract> }
