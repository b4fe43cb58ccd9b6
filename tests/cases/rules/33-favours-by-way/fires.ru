#+ writes: <t/drought> bkg:favours "lower"
INSERT DATA {
  <t/drought> bkg:lackOf <t/water> .
}
