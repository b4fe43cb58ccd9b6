#+ focus: bkg.claim:001-003
DELETE { <claim/001-003> bkg:subject ?old } INSERT { <claim/001-003> bkg:subject CHEBI:25107 } WHERE { <claim/001-003> bkg:subject ?old } ;
DELETE WHERE { <claim/001-003> bkg:context ?value }
