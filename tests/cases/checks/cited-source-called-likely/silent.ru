DELETE DATA { <claim/001-001> bkg:study <study/trial> } ;
DELETE DATA { <claim/001-001> bkg:reference <document/001/reference/1> } ;
INSERT DATA { <source-check/001-001> bkg:likely true . <claim/001-001> bkg:study <study/cohort> }
