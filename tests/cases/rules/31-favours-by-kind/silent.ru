#+ writes: <t/clarity> bkg:favours "higher"
INSERT DATA {
  <t/clarity> bkg:kindOf <t/quality> .
  <t/clarity> bkg:kindOf <t/load> .
  <t/quality> bkg:favourable "higher" .
  <t/load> bkg:favourable "lower" .
}
