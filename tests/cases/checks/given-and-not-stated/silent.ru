INSERT DATA { <claim/001-001> bkg:notStated bkg:unit } ;
DELETE WHERE { <claim/001-001/effect> bkg:unit ?value }
