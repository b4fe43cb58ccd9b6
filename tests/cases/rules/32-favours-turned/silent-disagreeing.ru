#+ writes: <t/cleaning> bkg:favours "higher"
INSERT DATA {
  <t/cleaning> bkg:lossOf <t/mud> , <t/gold> .
  <t/mud> bkg:favours "lower" .
  <t/gold> bkg:favours "higher" .
}
