DELETE { <document/002> bkg:documentKind ?old } INSERT { <document/002> bkg:documentKind bkg:BlogPost } WHERE { <document/002> bkg:documentKind ?old }
