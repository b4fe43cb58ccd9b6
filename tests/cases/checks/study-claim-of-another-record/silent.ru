INSERT DATA { <source-check/001-001> bkg:readIn <source-record/cohort-abstract> }
