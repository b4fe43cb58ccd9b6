# What a person is undecided about for themself is a report of theirs.
DELETE { <claim/001-004> bkg:kind ?old ; bkg:subject ?who }
INSERT { <claim/001-004> bkg:kind bkg:PersonalReportKind ; bkg:subject bkg:GeneralPopulation }
WHERE { <claim/001-004> bkg:kind ?old ; bkg:subject ?who }
