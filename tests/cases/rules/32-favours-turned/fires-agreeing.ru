#+ writes: <t/cleaning> bkg:favours "higher"
INSERT DATA {
  <t/cleaning> bkg:lossOf <t/mud> , <t/sand> .
  <t/mud> bkg:favours "lower" .
  <t/sand> bkg:favours "lower" .
}
