#+ focus: bkg.passage:001-600-680
DELETE { <document/001> bkg:characters ?old } INSERT { <document/001> bkg:characters 650 } WHERE { <document/001> bkg:characters ?old }
