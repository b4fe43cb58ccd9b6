INSERT { <claim/001-103> ?p ?o } WHERE { <claim/001-003> ?p ?o } ;
DELETE { <claim/001-103> bkg:polarity ?old } INSERT { <claim/001-103> bkg:polarity bkg:Denied } WHERE { <claim/001-103> bkg:polarity ?old } ;
DELETE { <claim/001-103> bkg:population ?old } INSERT { <claim/001-103> bkg:population bkg:PostmenopausalWomen } WHERE { <claim/001-103> bkg:population ?old }
