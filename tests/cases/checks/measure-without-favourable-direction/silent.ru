DELETE { bkg:MelatoninLevel bkg:favourable ?old } INSERT { bkg:MelatoninLevel bkg:favourable "higher" } WHERE { bkg:MelatoninLevel bkg:favourable ?old }
