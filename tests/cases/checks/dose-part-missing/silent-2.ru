DELETE WHERE { <claim/001-001/dose> bkg:frequency ?value } ;
DELETE WHERE { <claim/001-001/dose> bkg:value ?value } ;
INSERT DATA { <claim/001-001/dose> bkg:described "high" }
