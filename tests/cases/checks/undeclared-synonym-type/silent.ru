INSERT DATA { CHEBI:16796 oboInOwl:hasSynonymType bkg:trade . bkg:trade rdfs:subPropertyOf oboInOwl:SynonymTypeProperty }
