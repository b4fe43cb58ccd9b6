#+ focus: bkg:MelatoninLevel
INSERT DATA { CHEBI:16796 skos:exactMatch MESH:D008550 } ;
INSERT DATA { bkg:MelatoninLevel skos:exactMatch MESH:D008550 }
