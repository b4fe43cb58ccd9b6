INSERT DATA { OBA:1000110 oboInOwl:hasExactSynonym "bone tissue density" }
