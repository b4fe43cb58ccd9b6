INSERT DATA { MESH:D004573 bkg:grouping true }
