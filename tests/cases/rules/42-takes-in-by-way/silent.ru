#+ writes: <t/water> bkg:turnsRound <t/drought>
INSERT DATA {
  <t/flood> bkg:kindOf <t/flood> .
  <t/drought> bkg:kindOf <t/drought> .
  <t/water> bkg:kindOf <t/water> .
  <t/drought> bkg:levelOf <t/water> .
}
