#+ focus: bkg.study-claim:trial-1
INSERT DATA { <study-claim/trial-1> bkg:status bkg:Current }
