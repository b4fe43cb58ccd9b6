#+ writes: <c/1> bkg:tellsMechanism true
INSERT DATA { <c/1> a bkg:Claim ; bkg:kind bkg:MechanismKind }
