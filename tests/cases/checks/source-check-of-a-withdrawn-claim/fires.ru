#+ focus: bkg.source-check:001-003
DELETE DATA { <claim/001-003> bkg:status bkg:Current } ;
INSERT DATA { <claim/001-003> bkg:status bkg:Withdrawn ; bkg:withdrawnBecause "It was said of another study." }
