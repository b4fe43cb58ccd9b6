#+ writes: <t/thirst> bkg:takesInAsAgent <t/drought>
INSERT DATA {
  <t/dryness> bkg:kindOf <t/dryness> ; bkg:lackOf <t/water> .
  <t/drought> bkg:kindOf <t/drought> , <t/dryness> .
  <t/thirst> bkg:kindOf <t/thirst> , <t/dryness> ; bkg:lackOf <t/water> .
}
