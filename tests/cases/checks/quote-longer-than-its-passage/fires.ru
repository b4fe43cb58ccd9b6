#+ focus: https://w3id.org/bonekg/claim/001-003/cue/1
INSERT DATA { <claim/001-003/cue/1> oa:exact "may or may not" }
