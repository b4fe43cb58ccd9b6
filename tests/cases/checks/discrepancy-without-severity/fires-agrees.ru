#+ focus: bkg.source-check:001-001
INSERT DATA { <source-check/001-001> bkg:note "As before." } ;
DELETE DATA { <source-check/001-001> bkg:verdict bkg:OmitsVerdict } ;
INSERT DATA { <source-check/001-001> bkg:verdict bkg:AgreesVerdict }
