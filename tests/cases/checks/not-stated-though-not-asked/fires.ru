#+ focus: bkg.claim:002-001
DELETE { <claim/002-001> bkg:subject ?old } INSERT { <claim/002-001> bkg:subject MONDO:0006844 } WHERE { <claim/002-001> bkg:subject ?old }
