DELETE WHERE { <claim/001-007> bkg:withdrawnBecause ?value } ;
DELETE { <claim/001-007> bkg:status ?old } INSERT { <claim/001-007> bkg:status bkg:Current } WHERE { <claim/001-007> bkg:status ?old }
