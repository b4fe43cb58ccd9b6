# What a person is undecided about for themself is a report of theirs.
DELETE { <claim/001-004> bkg:kind ?old } INSERT { <claim/001-004> bkg:kind bkg:PersonalReportKind } WHERE { <claim/001-004> bkg:kind ?old }
