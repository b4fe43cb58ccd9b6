INSERT DATA { <claim/001-005> bkg:via <claim/001-005/via/9> . <claim/001-005/via/9> a bkg:Step ; bkg:position 1 ; bkg:item <x> }
