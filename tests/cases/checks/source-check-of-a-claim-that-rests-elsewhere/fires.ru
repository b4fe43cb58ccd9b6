#+ focus: bkg.source-check:001-003
DELETE DATA { <claim/001-003> bkg:study <study/cohort> }
