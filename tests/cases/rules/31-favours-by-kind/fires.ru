#+ writes: <t/clarity> bkg:favours "higher"
INSERT DATA {
  <t/clarity> bkg:kindOf <t/quality> .
  <t/quality> bkg:favourable "higher" .
}
