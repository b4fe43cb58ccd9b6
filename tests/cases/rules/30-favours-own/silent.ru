#+ writes: <t/clarity> bkg:favours "higher"
INSERT DATA {
  <t/clarity> bkg:favourable "neither" ; bkg:kindOf bkg:Entity .
}
