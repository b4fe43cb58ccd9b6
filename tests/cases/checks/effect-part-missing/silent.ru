DELETE WHERE { <claim/001-001/effect> bkg:direction ?value } ;
DELETE WHERE { <claim/001-001/effect> bkg:value ?value } ;
INSERT DATA { <claim/001-001/effect> bkg:described "slight" }
