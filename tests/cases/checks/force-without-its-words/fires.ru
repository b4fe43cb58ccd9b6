#+ focus: bkg.claim:001-003
DELETE { <claim/001-003> bkg:force ?old } INSERT { <claim/001-003> bkg:force bkg:Can } WHERE { <claim/001-003> bkg:force ?old }
