#+ writes: <t/clarity> bkg:favours "higher"
INSERT DATA {
  <t/clarity> bkg:kindOf <t/quality> ; bkg:favourable "lower" .
  <t/quality> bkg:favourable "higher" .
}
