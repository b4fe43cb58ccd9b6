#+ writes: <s/1> bkg:target <t/weight>
INSERT DATA { <s/1> a bkg:StudyClaim ; bkg:predicate bkg:increases ; bkg:subject <t/food> ; bkg:object <t/weight> }
