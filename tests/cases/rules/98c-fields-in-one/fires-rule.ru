#+ writes: <k/1> bkg:ruleDifferenceName "dose"
INSERT DATA { <k/1> bkg:differsByRule bkg:DoseDifference }
