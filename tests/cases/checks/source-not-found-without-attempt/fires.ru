#+ focus: bkg.source-check:001-reference-2
DELETE WHERE { <source-check/001-reference-2> bkg:tried ?attempt }
