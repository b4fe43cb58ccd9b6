#+ writes: <t/pond> bkg:takesInAsAgent <t/shore>
INSERT DATA {
  <t/shore> bkg:within <t/pond> .
}
