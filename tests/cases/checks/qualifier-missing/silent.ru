DELETE WHERE { <claim/001-001> bkg:population ?value } ;
INSERT DATA { <claim/001-001> bkg:notStated bkg:population }
