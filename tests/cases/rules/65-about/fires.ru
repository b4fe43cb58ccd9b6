#+ writes: <c/1> bkg:about <t/water>, <t/rain>
INSERT DATA {
  <c/1> a bkg:Claim ; bkg:involves <t/rain> .
  <t/rain> bkg:takesInAsAgent <t/rain> .
  <t/water> bkg:takesInAsTarget <t/rain> .
}
