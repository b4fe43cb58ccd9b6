#+ writes: <t/clarity> bkg:favours "neither"
INSERT DATA {
  <t/clarity> bkg:kindOf <t/quality> .
  <t/quality> bkg:favourable "neither" .
}
