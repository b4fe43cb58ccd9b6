# Evidence is matched to the design of a study, which is a term here: it is no domain term itself.
INSERT DATA { bkg:MetaAnalysisEvidence skos:closeMatch CHEBI:16796 } ;
INSERT DATA { CHEBI:16796 skos:exactMatch MESH:D008550 }
