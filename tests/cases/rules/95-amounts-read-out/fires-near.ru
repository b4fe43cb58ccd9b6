#+ writes: <e/1> bkg:readsAs "about 2 times higher versus other group"
INSERT DATA {
  <s/1> bkg:effect <e/1> .
  <e/1> bkg:value 2 ; bkg:unit "1" ; bkg:described "about" ; bkg:direction bkg:Higher ; bkg:basis bkg:VersusOtherGroup .
}
