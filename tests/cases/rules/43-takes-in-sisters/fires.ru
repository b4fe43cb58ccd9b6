#+ writes: <t/thirst> bkg:takesInAsAgent <t/drought>
INSERT DATA {
  <t/drought> bkg:kindOf <t/drought> .
  <t/thirst> bkg:kindOf <t/thirst> .
  <t/drought> bkg:lackOf <t/water> .
  <t/thirst> bkg:lackOf <t/water> .
}
