#+ writes: <c/1> bkg:readsAs ?text
INSERT DATA { <c/1> a bkg:Claim ; bkg:states "It did nothing." }
