#+ focus: bkg.source-check:001-003
DELETE DATA { <source-check/001-003> bkg:likely true }
