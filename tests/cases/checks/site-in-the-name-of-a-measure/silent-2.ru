INSERT DATA { CMO:0001226 oboInOwl:hasExactSynonym "bone tissue density" }
