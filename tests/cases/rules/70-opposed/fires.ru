#+ writes: <c/1> bkg:opposedTo <c/2>
INSERT DATA {
  <t/reed> bkg:kindOf <t/reed> .
  <t/pond> bkg:kindOf <t/pond> .
  <c/1> a bkg:Claim ; bkg:status bkg:Current ; bkg:polarity bkg:Affirmed ; bkg:certainty bkg:Asserted ;
    bkg:subject <t/reed> ; bkg:predicate bkg:increases ; bkg:object <t/pond> ; bkg:bearing bkg:Raises .
  <c/2> a bkg:Claim ; bkg:status bkg:Current ; bkg:polarity bkg:Affirmed ; bkg:certainty bkg:Asserted ;
    bkg:subject <t/reed> ; bkg:predicate bkg:decreases ; bkg:object <t/pond> ; bkg:bearing bkg:Lowers .
}
