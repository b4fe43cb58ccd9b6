#+ focus: bkg.claim:001-001
DELETE { <claim/001-001> bkg:subject ?old } INSERT { <claim/001-001> bkg:subject <study/trial> } WHERE { <claim/001-001> bkg:subject ?old }
