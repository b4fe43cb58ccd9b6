#+ writes: <t/thirst> bkg:takesInAsAgent <t/drought>
INSERT DATA {
  <t/flood> bkg:kindOf <t/flood> .
  <t/drought> bkg:kindOf <t/drought> .
  <t/thirst> bkg:kindOf <t/thirst> .
  <t/drought> bkg:excessOf <t/water> .
  <t/thirst> bkg:lackOf <t/water> .
}
