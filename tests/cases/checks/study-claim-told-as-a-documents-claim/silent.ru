INSERT DATA { <study-claim/trial-1> bkg:note "In the abstract." }
