#+ writes: <t/cleaning> bkg:favours "higher"
INSERT DATA {
  <t/cleaning> bkg:levelOf <t/mud> .
  <t/mud> bkg:favours "lower" .
}
