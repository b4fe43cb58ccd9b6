INSERT DATA { MESH:D004573 bkg:abbreviation "lytes" }
