#+ focus: bkg.claim:001-103
INSERT { <claim/001-103> ?p ?o } WHERE { <claim/001-003> ?p ?o } ;
DELETE { <claim/001-103> bkg:polarity ?old } INSERT { <claim/001-103> bkg:polarity bkg:Denied } WHERE { <claim/001-103> bkg:polarity ?old }
