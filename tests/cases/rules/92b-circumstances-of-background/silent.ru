#+ writes: <c/1> bkg:circumstances "seen once"
INSERT DATA {
  <c/1> a bkg:Claim ; bkg:context "seen once" .
}
