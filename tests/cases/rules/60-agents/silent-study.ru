#+ writes: <s/1> bkg:agent <t/food>
INSERT DATA { <s/1> a bkg:StudyClaim ; bkg:predicate bkg:increases ; bkg:subject <t/food> }
