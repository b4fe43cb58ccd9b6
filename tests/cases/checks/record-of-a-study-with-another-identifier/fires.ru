#+ focus: bkg.source-record:trial-abstract
DELETE DATA { <source-record/trial-abstract> bkg:pmid "123456" } ;
INSERT DATA { <source-record/trial-abstract> bkg:pmid "654321" }
