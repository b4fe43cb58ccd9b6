#+ focus: CHEBI:16796
INSERT DATA { CHEBI:16796 bkg:grouping true }
