INSERT DATA { <claim/001-006> bkg:figure <x> } ;
INSERT DATA { <x> bkg:described "many" }
