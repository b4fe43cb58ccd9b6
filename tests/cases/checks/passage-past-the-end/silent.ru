DELETE { <document/001> bkg:characters ?old } INSERT { <document/001> bkg:characters 680 } WHERE { <document/001> bkg:characters ?old }
