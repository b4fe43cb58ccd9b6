DELETE DATA { <claim/001-003> bkg:study <study/cohort> } ;
INSERT DATA { <claim/001-003> bkg:reference <document/001/reference/1> . <source-record/cohort-abstract> bkg:recordOf <study/trial> }
