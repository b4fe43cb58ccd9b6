DELETE { <claim/001-001/effect> bkg:unit ?old } INSERT { <claim/001-001/effect> bkg:unit "mg/cm3" } WHERE { <claim/001-001/effect> bkg:unit ?old } ;
DELETE { <claim/001-001> bkg:object ?old } INSERT { <claim/001-001> bkg:object OBA:1000110 } WHERE { <claim/001-001> bkg:object ?old }
