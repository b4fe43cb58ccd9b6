#+ focus: bkg.source-check:001-001
DELETE DATA { <source-check/001-001> bkg:differsIn bkg:SiteDifference }
