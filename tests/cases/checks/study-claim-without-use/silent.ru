INSERT DATA { <source-check/001-001> bkg:against <study-claim/trial-2> }
