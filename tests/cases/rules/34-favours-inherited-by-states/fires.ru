#+ writes: <t/drought> bkg:favours "lower"
INSERT DATA {
  <t/drought> bkg:kindOf <t/shortage> .
  <t/shortage> bkg:favours "lower" .
}
