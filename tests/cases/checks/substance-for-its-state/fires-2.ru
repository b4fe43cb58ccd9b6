#+ focus: bkg.claim:001-005
DELETE { <claim/001-005> bkg:states ?old } INSERT { <claim/001-005> bkg:states "A lack of melatonin slows the making of bone." } WHERE { <claim/001-005> bkg:states ?old }
