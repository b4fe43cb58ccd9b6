DELETE DATA { <source-check/001-003> bkg:likely true } ;
INSERT DATA { <source-record/cohort-abstract> bkg:recordOf <study/cohort> }
