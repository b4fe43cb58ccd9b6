DELETE { <claim/001-003> bkg:subject ?old } INSERT { <claim/001-003> bkg:subject CHEBI:25107 } WHERE { <claim/001-003> bkg:subject ?old } ;
DELETE WHERE { <claim/001-003> bkg:context ?value } ;
DELETE { <claim/001-003> bkg:population ?old } INSERT { <claim/001-003> bkg:population bkg:PeopleWithMagnesiumDeficiency } WHERE { <claim/001-003> bkg:population ?old }
