#+ focus: bkg.claim:001-007
DELETE { <claim/001-007> bkg:status ?old } INSERT { <claim/001-007> bkg:status bkg:Current } WHERE { <claim/001-007> bkg:status ?old }
