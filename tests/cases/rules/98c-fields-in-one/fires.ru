#+ writes: <k/1> bkg:differenceName "dose, site"
INSERT DATA { <k/1> bkg:differsIn bkg:SiteDifference , bkg:DoseDifference }
