#+ focus: MESH:D004573
INSERT DATA { MESH:D004573 bkg:abbreviation "Electrolytes" }
