#+ writes: <t/clarity> bkg:favours "lower"
INSERT DATA {
  <t/clarity> bkg:kindOf <t/quality> , <t/trait> .
  <t/quality> bkg:favourable "lower" ; bkg:kindOf <t/quality> , <t/trait> .
  <t/trait> bkg:favourable "higher" ; bkg:kindOf <t/trait> .
}
