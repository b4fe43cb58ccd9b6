#+ writes: <c/1> bkg:sourceReport ?report
INSERT DATA { <k/1> bkg:checks <c/1> ; bkg:states "one" }
