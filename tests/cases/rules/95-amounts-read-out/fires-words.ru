#+ writes: <e/1> bkg:readsAs "more prone to break, increase"
INSERT DATA {
  <s/1> bkg:effect <e/1> .
  <e/1> bkg:described "more prone to break" ; bkg:direction bkg:Increase .
}
