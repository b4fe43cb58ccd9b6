#+ writes: <t/shore> bkg:within <t/pond>
INSERT DATA {
  <t/shore> BFO:0000050 <t/pond> .
  <t/pond> bkg:kindOf bkg:AnatomicalSite .
}
