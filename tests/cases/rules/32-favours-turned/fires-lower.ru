#+ writes: <t/drought> bkg:favours "lower"
INSERT DATA {
  <t/drought> bkg:lossOf <t/water> .
  <t/water> bkg:favours "higher" .
}
