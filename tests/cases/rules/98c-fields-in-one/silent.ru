#+ writes: <k/1> bkg:differenceName ?fields
INSERT DATA { <k/1> bkg:differsByRule bkg:DoseDifference }
