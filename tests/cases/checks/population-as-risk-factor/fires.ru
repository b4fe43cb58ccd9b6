#+ focus: bkg.claim:001-003
DELETE { <claim/001-003> bkg:predicate ?old ; bkg:subject ?people } INSERT { <claim/001-003> bkg:predicate bkg:riskFactorFor ; bkg:subject bkg:PostmenopausalWomenWithOsteopenia } WHERE { <claim/001-003> bkg:predicate ?old ; bkg:subject ?people }
