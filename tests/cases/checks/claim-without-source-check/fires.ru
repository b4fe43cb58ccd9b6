#+ focus: bkg.claim:001-002
DELETE WHERE { <source-check/001-002> ?p ?o }
