#+ focus: bkg.claim:001-103
INSERT { <claim/001-103> ?p ?o } WHERE { <claim/001-003> ?p ?o } ;
DELETE { <claim/001-103> bkg:citation ?old } INSERT { <claim/001-103> bkg:citation <y> } WHERE { <claim/001-103> bkg:citation ?old } ;
INSERT DATA { <y> bkg:passage <passage/001-400-480> }
