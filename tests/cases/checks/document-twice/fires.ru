#+ focus: bkg.document:002
DELETE { <document/002> bkg:sha256 ?old } INSERT { <document/002> bkg:sha256 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" } WHERE { <document/002> bkg:sha256 ?old } ;
DELETE { <document/001> bkg:sha256 ?old } INSERT { <document/001> bkg:sha256 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" } WHERE { <document/001> bkg:sha256 ?old }
