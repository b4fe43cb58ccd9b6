INSERT DATA { <claim/001-001> bkg:context "cheerful" }
