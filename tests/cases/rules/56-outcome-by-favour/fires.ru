#+ writes: <c/1> bkg:outcome bkg:Good
INSERT DATA {
  <c/1> bkg:bearing bkg:Lowers ; bkg:object <t/mud> .
  <t/mud> bkg:favours "lower" .
}
