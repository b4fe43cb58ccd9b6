#+ focus: bkg.claim:001-001
DELETE { <claim/001-001/effect> bkg:direction ?old } INSERT { <claim/001-001/effect> bkg:direction bkg:Decrease } WHERE { <claim/001-001/effect> bkg:direction ?old }
