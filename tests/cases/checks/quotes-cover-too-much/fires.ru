#+ focus: bkg.document:001
DELETE { <document/001> bkg:wordCount ?old } INSERT { <document/001> bkg:wordCount 10 } WHERE { <document/001> bkg:wordCount ?old }
