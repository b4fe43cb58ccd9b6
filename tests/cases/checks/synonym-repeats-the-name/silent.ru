INSERT DATA { CHEBI:16796 oboInOwl:hasExactSynonym "night hormone" }
