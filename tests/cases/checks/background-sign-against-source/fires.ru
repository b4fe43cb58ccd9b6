#+ focus: bkg.background:receptor
DELETE { <background/receptor> bkg:predicate ?old } INSERT { <background/receptor> bkg:predicate bkg:activates ; bkg:sourceSign "-" } WHERE { <background/receptor> bkg:predicate ?old }
