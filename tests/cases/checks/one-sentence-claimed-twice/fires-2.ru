#+ focus: bkg.claim:001-103
# From the same passage, with a remark of its own.
INSERT { <claim/001-103> ?p ?o } WHERE { <claim/001-003> ?p ?o FILTER(?p != bkg:context) }
