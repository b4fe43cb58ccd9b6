#+ writes: <c/1> bkg:sourceReport "one; two"
INSERT DATA { <k/1> bkg:checks <c/1> ; bkg:readsAs "one" . <k/2> bkg:checks <c/1> ; bkg:readsAs "two" }
