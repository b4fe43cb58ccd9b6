#+ writes: <c/1> bkg:tellsMechanism true
INSERT DATA { <c/1> a bkg:Claim ; bkg:kind bkg:EffectKind ; bkg:via <c/1/via/1> }
