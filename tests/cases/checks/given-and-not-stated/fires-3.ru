#+ focus: bkg.claim:001-001
INSERT DATA { <claim/001-001> bkg:notStated bkg:timing }
