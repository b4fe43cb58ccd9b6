#+ writes: <t/water> bkg:takesInAsAgent <t/thirst>
INSERT DATA {
  <t/water> bkg:kindOf <t/water> .
  <t/water-intake> bkg:kindOf <t/water-intake> .
  <t/thirst> bkg:kindOf <t/thirst> .
  <t/water-intake> bkg:intakeOf <t/water> .
  <t/thirst> bkg:lackOf <t/water-intake> .
}
