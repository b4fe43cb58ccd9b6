DELETE { <claim/001-001/effect> bkg:direction ?old } INSERT { <claim/001-001/effect> bkg:direction bkg:Decrease } WHERE { <claim/001-001/effect> bkg:direction ?old } ;
DELETE { <claim/001-001> bkg:polarity ?old } INSERT { <claim/001-001> bkg:polarity bkg:Denied } WHERE { <claim/001-001> bkg:polarity ?old }
