#+ writes: <t/cleaning> bkg:favours "higher"
INSERT DATA {
  <t/cleaning> bkg:lossOf <t/mud> ; bkg:favours "lower" .
  <t/mud> bkg:favours "lower" .
}
