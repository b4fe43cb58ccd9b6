#+ writes: <c/1> bkg:bearing bkg:Lowers
INSERT DATA {
  <c/1> bkg:subject <t/reed> ; bkg:predicate bkg:improves ; bkg:object <t/mud> ; bkg:polarity bkg:Denied .
  <t/mud> bkg:favours "lower" .
}
