#+ writes: <t/drought> bkg:favours "lower"
INSERT DATA {
  <t/drought> bkg:kindOf <t/shortage> .
  <t/drought> bkg:kindOf <t/plenty> .
  <t/shortage> bkg:favours "lower" .
  <t/plenty> bkg:favours "higher" .
}
