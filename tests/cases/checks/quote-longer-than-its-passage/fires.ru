#+ focus: bkg.claim:001-003/cue/1
INSERT DATA { <claim/001-003/cue/1> oa:exact "may or may not" }
