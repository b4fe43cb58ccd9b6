#+ focus: bkg.claim:002-001
DELETE DATA { <claim/002-001> bkg:notStated bkg:dose }
