#+ writes: <s/1> bkg:readsAs "0.5 % (p = 0.55)"
INSERT DATA {
  <s/1> a bkg:StudyClaim ; bkg:states "It did nothing." ; bkg:effect <e/1> .
  <e/1> bkg:value 0.5 ; bkg:readsAs "0.5 % (p = 0.55)" .
}
