DELETE DATA { <source-record/trial-abstract> bkg:doi "10.1234/abc.1" } ;
INSERT DATA { <source-record/trial-abstract> bkg:doi "10.1234/ABC.1" }
