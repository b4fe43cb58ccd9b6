INSERT { <claim/001-103> ?p ?o } WHERE { <claim/001-003> ?p ?o } ;
DELETE { <claim/001-103> bkg:status ?old } INSERT { <claim/001-103> bkg:status bkg:Withdrawn } WHERE { <claim/001-103> bkg:status ?old }
