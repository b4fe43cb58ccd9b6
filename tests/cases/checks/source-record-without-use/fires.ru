#+ focus: bkg.source-record:cohort-abstract
DELETE DATA { <source-check/001-003> bkg:readIn <source-record/cohort-abstract> }
