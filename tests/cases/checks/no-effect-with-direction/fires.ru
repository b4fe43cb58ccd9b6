#+ focus: bkg.claim:001-002
DELETE { <claim/001-002/effect> bkg:direction ?old } INSERT { <claim/001-002/effect> bkg:direction bkg:Increase } WHERE { <claim/001-002/effect> bkg:direction ?old } ;
DELETE WHERE { <claim/001-002/effect> bkg:significance ?value }
