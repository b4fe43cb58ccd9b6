DELETE DATA { <source-check/001-001> bkg:severity bkg:MinorSeverity } ;
INSERT DATA { <source-check/001-001> bkg:severity bkg:MajorSeverity }
