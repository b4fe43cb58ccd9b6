INSERT DATA { <claim/001-001> bkg:opposedTo <claim/001-009> . <conflict/9> a bkg:Conflict ; bkg:ground <claim/001-001> , <claim/001-009> }
