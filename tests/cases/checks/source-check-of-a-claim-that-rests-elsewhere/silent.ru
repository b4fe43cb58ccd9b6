DELETE DATA { <claim/001-001> bkg:study <study/trial> }
