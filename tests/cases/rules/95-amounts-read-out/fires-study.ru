#+ writes: <e/1> bkg:readsAs "0.5 % (not significant), p = 0.55, interval -1 to 2"
INSERT DATA {
  <s/1> bkg:effect <e/1> .
  <e/1> bkg:value 0.5 ; bkg:unit "%" ; bkg:significance bkg:NotSignificant ; bkg:pValue "= 0.55" ; bkg:intervalLow -1.0 ; bkg:intervalHigh 2.0 .
}
