#+ focus: bkg:Unheard
INSERT DATA { <Unheard> skos:exactMatch MESH:D008550 }
