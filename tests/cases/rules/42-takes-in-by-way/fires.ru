#+ writes: <t/water> bkg:turnsRound <t/drought>
INSERT DATA {
  <t/drought> bkg:kindOf <t/drought> .
  <t/water> bkg:kindOf <t/water> .
  <t/drought> bkg:lackOf <t/water> .
}
