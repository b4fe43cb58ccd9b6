#+ writes: <t/clarity> bkg:favours "higher"
INSERT DATA {
  <t/clarity> bkg:kindOf <t/quality> , <t/load> .
  <t/quality> bkg:favourable "higher" ; bkg:kindOf <t/quality> .
  <t/load> bkg:favourable "lower" ; bkg:kindOf <t/load> .
}
