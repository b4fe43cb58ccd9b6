#+ focus: bkg.claim:001-001
DELETE { <claim/001-001> bkg:subject ?old } INSERT { <claim/001-001> bkg:subject CHEBI:16796 } WHERE { <claim/001-001> bkg:subject ?old }
