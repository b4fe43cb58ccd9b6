#+ writes: <t/murk> bkg:favours "higher"
INSERT DATA {
  <t/murk> bkg:kindOf <t/quality> .
  <t/quality> bkg:favourable "higher" .
  <t/murk> bkg:lackOf <t/clarity> .
  <t/clarity> bkg:kindOf <t/trait> .
  <t/trait> bkg:favourable "neither" .
}
