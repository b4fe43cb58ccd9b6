#+ writes: <s/1> bkg:involves <t/water>
INSERT DATA { <s/1> a bkg:StudyClaim ; bkg:predicate bkg:increases ; bkg:subject <t/food> ; bkg:comparator <t/water> }
