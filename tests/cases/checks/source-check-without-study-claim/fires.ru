#+ focus: bkg.source-check:001-002
DELETE DATA { <source-check/001-002> bkg:verdict bkg:NotReportedVerdict } ;
INSERT DATA { <source-check/001-002> bkg:verdict bkg:AgreesVerdict }
