INSERT DATA { <source-check/001-001> bkg:differsIn bkg:OutcomeDifference }
