#+ writes: <t/pond> bkg:takesInAsAgent <t/shore>
INSERT DATA {
  <t/shore> BFO:0000050 <t/pond> .
}
