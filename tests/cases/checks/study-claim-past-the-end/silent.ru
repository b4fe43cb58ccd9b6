DELETE DATA { <study-claim/trial-2> bkg:textEnd 260 } ;
INSERT DATA { <study-claim/trial-2> bkg:textEnd 1500 }
