#+ writes: <t/clarity> bkg:favours "higher"
INSERT DATA {
  <t/clarity> bkg:kindOf <t/clarity> , <t/quality> .
  <t/quality> bkg:favourable "higher" ; bkg:kindOf <t/quality> .
}
