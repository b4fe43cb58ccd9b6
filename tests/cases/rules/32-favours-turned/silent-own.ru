#+ writes: <t/cleaning> bkg:favours "higher"
INSERT DATA {
  <t/cleaning> bkg:lossOf <t/mud> ; bkg:favourable "neither" .
  <t/mud> bkg:favours "lower" .
}
