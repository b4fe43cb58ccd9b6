INSERT DATA { MESH:D004573 oboInOwl:hasExactSynonym "blood Electrolytes" }
