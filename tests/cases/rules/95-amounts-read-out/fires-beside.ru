#+ writes: <d/1> bkg:readsAs "3 mg (one infusion) per d"
INSERT DATA {
  <c/1> bkg:dose <d/1> .
  <d/1> bkg:value 3 ; bkg:unit "mg" ; bkg:described "one infusion" ; bkg:route "infusion" ; bkg:frequency "d" .
}
