#+ focus: bkg.study-claim:trial-2
DELETE DATA { <source-check/001-001> bkg:omits <study-claim/trial-2> }
