#+ focus: bkg.study-claim:trial-2
DELETE DATA { <study-claim/trial-2> bkg:textEnd 260 } ;
INSERT DATA { <study-claim/trial-2> bkg:textEnd 1501 }
