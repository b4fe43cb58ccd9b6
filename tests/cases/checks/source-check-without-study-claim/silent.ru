DELETE DATA { <source-check/001-002> bkg:verdict bkg:NotReportedVerdict } ;
INSERT DATA { <source-check/001-002> bkg:verdict bkg:WrongSourceVerdict } ;
INSERT DATA { <source-check/001-002> bkg:severity bkg:MinorSeverity }
