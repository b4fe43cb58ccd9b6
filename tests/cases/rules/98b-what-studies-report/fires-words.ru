#+ writes: <s/1> bkg:readsAs "It did nothing"
INSERT DATA { <s/1> a bkg:StudyClaim ; bkg:states "It did nothing." }
