#+ writes: <t/clarity> bkg:favours "higher"
INSERT DATA {
  <t/clarity> bkg:favourable "higher" ; bkg:kindOf bkg:Entity .
}
