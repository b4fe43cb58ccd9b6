DELETE { bkg:MelatoninLevel bkg:favourable ?old } INSERT { bkg:MelatoninLevel bkg:favourable "neither" } WHERE { bkg:MelatoninLevel bkg:favourable ?old }
