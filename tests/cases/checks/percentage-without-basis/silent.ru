DELETE WHERE { <claim/001-001/effect> bkg:basis ?value } ;
INSERT DATA { <claim/001-001> bkg:notStated bkg:basis }
