#+ focus: bkg.claim:001-003
DELETE { <claim/001-003> bkg:evidence ?old } INSERT { <claim/001-003> bkg:evidence bkg:RandomizedControlledTrialEvidence } WHERE { <claim/001-003> bkg:evidence ?old }
