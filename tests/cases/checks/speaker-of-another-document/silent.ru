DELETE { <claim/001-003> bkg:speaker ?old } INSERT { <claim/001-003> bkg:speaker <document/001/study-authors> } WHERE { <claim/001-003> bkg:speaker ?old }
