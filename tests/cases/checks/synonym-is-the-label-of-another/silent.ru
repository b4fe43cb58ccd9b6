# A related synonym may be, and the own public label as well.
INSERT DATA { CHEBI:16796 oboInOwl:hasRelatedSynonym "Receptors, Melatonin" } ;
INSERT DATA { MESH:D044094 oboInOwl:hasExactSynonym "receptors, melatonin" }
