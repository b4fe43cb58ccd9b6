#+ focus: bkg.claim:001-004
# What is asked of a thing is no report of a person.
DELETE { <claim/001-004> bkg:kind ?old } INSERT { <claim/001-004> bkg:kind bkg:PersonalReportKind } WHERE { <claim/001-004> bkg:kind ?old }
