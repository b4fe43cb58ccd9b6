#+ writes: <s/1> bkg:target bkg:SafetyProfile
INSERT DATA { <s/1> a bkg:StudyClaim ; bkg:predicate bkg:contraindicatedIn ; bkg:subject <t/food> }
