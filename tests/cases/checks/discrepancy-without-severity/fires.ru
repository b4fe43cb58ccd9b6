#+ focus: bkg.source-check:001-001
DELETE DATA { <source-check/001-001> bkg:severity bkg:MinorSeverity }
