#+ writes: <e/1> bkg:readsAs "4 times higher against the other fracture in mortality"
INSERT DATA {
  <c/1> bkg:effect <e/1> ; bkg:comparator <t/other> .
  <t/other> skos:prefLabel "the other fracture" .
  <e/1> bkg:value 4 ; bkg:unit "1" ; bkg:direction <d/higher> ; bkg:basis <b/comparator> ; bkg:measure <m/death> .
  <m/death> skos:prefLabel "mortality" .
  <d/higher> skos:prefLabel "higher" .
  <b/comparator> skos:prefLabel "versus comparator" .
}
