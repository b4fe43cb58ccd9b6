#+ focus: CMO:0001226
INSERT DATA { CMO:0001226 oboInOwl:hasExactSynonym "femoral neck BMD" }
