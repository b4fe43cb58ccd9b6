#+ focus: bkg.conflict:9
INSERT DATA { <conflict/9> a bkg:Conflict ; bkg:ground <claim/001-001> , <claim/001-009> }
