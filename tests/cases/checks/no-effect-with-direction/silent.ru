DELETE { <claim/001-002/effect> bkg:direction ?old } INSERT { <claim/001-002/effect> bkg:direction bkg:Increase } WHERE { <claim/001-002/effect> bkg:direction ?old }
