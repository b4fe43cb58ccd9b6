#+ writes: <c/1> bkg:about <t/rain>
INSERT DATA {
  <b/1> a bkg:BackgroundRelation ; bkg:agent <t/rain> .
  <t/rain> bkg:takesInAsAgent <t/rain> .
}
