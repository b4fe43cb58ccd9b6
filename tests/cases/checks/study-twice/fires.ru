#+ focus: bkg.study:trial
INSERT DATA { <study/cohort> bkg:pmid "123456" }
