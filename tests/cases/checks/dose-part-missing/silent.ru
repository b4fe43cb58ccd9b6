DELETE WHERE { <claim/001-001/dose> bkg:unit ?value } ;
INSERT DATA { <claim/001-001> bkg:notStated bkg:unit }
