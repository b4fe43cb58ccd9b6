#+ writes: <t/cleaning> bkg:favours "higher"
INSERT DATA {
  <t/cleaning> bkg:lossOf <t/mud> .
  <t/mud> bkg:favours "lower" .
}
