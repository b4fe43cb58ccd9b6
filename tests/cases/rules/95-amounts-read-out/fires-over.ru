#+ writes: <d/1> bkg:readsAs "over 70 years"
INSERT DATA {
  <c/1> bkg:figure <d/1> .
  <d/1> bkg:minimum 70 ; bkg:unit "a" ; bkg:described "over" .
}
