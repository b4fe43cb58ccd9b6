#+ focus: bkg.source-check:001-001
DELETE DATA { <claim/001-001> bkg:study <study/trial> } ;
DELETE DATA { <claim/001-001> bkg:reference <document/001/reference/1> } ;
INSERT DATA { <claim/001-001> bkg:study <study/cohort> ; bkg:reference <document/001/reference/2> }
