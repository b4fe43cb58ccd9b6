#+ focus: bkg.claim:001-001
DELETE { <claim/001-001> bkg:predicate ?old } INSERT { <claim/001-001> bkg:predicate bkg:improves } WHERE { <claim/001-001> bkg:predicate ?old } ;
DELETE { <claim/001-001> bkg:object ?old } INSERT { <claim/001-001> bkg:object bkg:RiskOfOsteoporosis } WHERE { <claim/001-001> bkg:object ?old }
