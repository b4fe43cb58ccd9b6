#+ writes: <c/1> bkg:givesAmount <d/1>
INSERT DATA {
  <c/1> a bkg:Claim ; bkg:dose <d/1> .
  <d/1> bkg:timing "at night" .
}
