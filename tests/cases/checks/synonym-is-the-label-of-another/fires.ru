#+ focus: CHEBI:16796
INSERT DATA { CHEBI:16796 oboInOwl:hasExactSynonym "receptors, melatonin" }
