INSERT DATA { <claim/001-005> bkg:via <x> } ;
INSERT DATA { <x> bkg:position 2 }
