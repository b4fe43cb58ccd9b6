DELETE { <document/002> bkg:sha256 ?old } INSERT { <document/002> bkg:sha256 "cccc" } WHERE { <document/002> bkg:sha256 ?old }
