DELETE { <claim/001-006> bkg:subject ?old } INSERT { <claim/001-006> bkg:subject CHEBI:16796 } WHERE { <claim/001-006> bkg:subject ?old } ;
DELETE { <claim/001-006> bkg:study ?old } INSERT { <claim/001-006> bkg:study <study/cohort> } WHERE { <claim/001-006> bkg:study ?old }
