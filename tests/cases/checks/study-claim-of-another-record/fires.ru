#+ focus: bkg.source-check:001-001
INSERT DATA { <source-check/001-001> bkg:omits <study-claim/cohort-1> }
