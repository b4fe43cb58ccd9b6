#+ focus: bkg.claim:001-001
DELETE { <claim/001-001/effect> bkg:unit ?old } INSERT { <claim/001-001/effect> bkg:unit "1" } WHERE { <claim/001-001/effect> bkg:unit ?old } ;
DELETE WHERE { <claim/001-001> bkg:comparator ?value }
