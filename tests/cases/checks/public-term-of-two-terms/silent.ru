INSERT DATA { CHEBI:16796 skos:exactMatch MESH:D008550 } ;
INSERT DATA { bkg:MelatoninLevel skos:closeMatch MESH:D008550 }
