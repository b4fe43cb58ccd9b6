DELETE WHERE { bkg:Hormone bkg:checkedIn ?value }
