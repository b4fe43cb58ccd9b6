INSERT DATA { <claim/001-003> bkg:notStated bkg:comparator }
