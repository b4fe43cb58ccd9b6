#+ writes: <c/1> bkg:givesAmount <d/1>, <d/2>
INSERT DATA {
  <c/1> a bkg:Claim ; bkg:dose <d/1> ; bkg:conditionDose <d/2> .
  <d/1> bkg:value 2 . <d/2> bkg:described "much" .
}
