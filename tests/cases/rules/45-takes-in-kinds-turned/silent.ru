#+ writes: <t/turnover> bkg:turnsRound <t/draining>
INSERT DATA {
  <t/turnover> bkg:kindOf <t/turnover> .
  <t/draining> bkg:kindOf <t/draining> , <t/turnover> .
  <t/turnover> bkg:processOf <t/water> .
  <t/draining> bkg:lossOf <t/water> .
}
