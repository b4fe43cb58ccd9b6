#+ writes: <e/1> bkg:readsAs "0.86 (relative risk): decrease, versus comparator (significant), 95 % interval 0.7 to 0.9"
INSERT DATA {
  <s/1> bkg:effect <e/1> .
  <e/1> bkg:value 0.86 ; bkg:unit "1" ; bkg:described "(relative risk)" ; bkg:direction bkg:Decrease ;
    bkg:basis bkg:VersusComparator ; bkg:significance bkg:Significant ;
    bkg:intervalLow 0.7 ; bkg:intervalHigh 0.9 ; bkg:intervalLevel 95 .
}
