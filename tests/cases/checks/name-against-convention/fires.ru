#+ focus: bkg:vital_amine
INSERT DATA { bkg:vital_amine a owl:Class }
