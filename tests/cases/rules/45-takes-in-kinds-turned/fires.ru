#+ writes: <t/drinking> bkg:turnsRound <t/drinking-little>
INSERT DATA {
  <t/drinking> bkg:kindOf <t/drinking> .
  <t/drinking-little> bkg:kindOf <t/drinking-little> , <t/drinking> .
  <t/drinking> bkg:intakeOf <t/water> .
  <t/drinking-little> bkg:lackOf <t/water> .
}
