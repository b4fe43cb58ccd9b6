INSERT DATA { <claim/001-002> bkg:notStated bkg:basis }
