DELETE { <claim/001-001/passage> oa:exact ?old } INSERT { <claim/001-001/passage> oa:exact "2.3 percent" } WHERE { <claim/001-001/passage> oa:exact ?old } ;
DELETE { <claim/001-001> bkg:states ?old } INSERT { <claim/001-001> bkg:states "Density rose by 2.3 percent with 3 mg." } WHERE { <claim/001-001> bkg:states ?old }
