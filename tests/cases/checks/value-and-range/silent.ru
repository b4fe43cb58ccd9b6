DELETE WHERE { <claim/001-001/dose> bkg:value ?value } ;
INSERT DATA { <claim/001-001/dose> bkg:minimum 1.0 } ;
INSERT DATA { <claim/001-001/dose> bkg:maximum 5.0 }
