#+ focus: bkg.claim:001-005
DELETE { <claim/001-005> bkg:predicate ?old } INSERT { <claim/001-005> bkg:predicate bkg:memberOfPathway } WHERE { <claim/001-005> bkg:predicate ?old } ;
DELETE { <claim/001-005> bkg:object ?old } INSERT { <claim/001-005> bkg:object GO:0001503 } WHERE { <claim/001-005> bkg:object ?old }
