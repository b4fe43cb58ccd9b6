#+ focus: bkg.claim:002-001
INSERT DATA { <claim/002-001> bkg:notStated bkg:frequency }
