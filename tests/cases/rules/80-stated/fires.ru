#+ writes: <t/reed> bkg:increases <t/pond>
INSERT DATA {
  <c/1> a bkg:Claim ; bkg:status bkg:Current ; bkg:polarity bkg:Affirmed ; bkg:certainty bkg:Asserted ;
    bkg:subject <t/reed> ; bkg:predicate bkg:increases ; bkg:object <t/pond> .
}
