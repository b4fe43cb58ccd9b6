#+ focus: OBA:1000110
INSERT DATA { OBA:1000110 oboInOwl:hasExactSynonym "femoral neck BMD" }
