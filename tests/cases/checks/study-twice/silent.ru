INSERT DATA { <study/cohort> bkg:pmid "123457" }
