DELETE { <document/001> bkg:wordCount ?old } INSERT { <document/001> bkg:wordCount 30 } WHERE { <document/001> bkg:wordCount ?old }
