#+ writes: <t/pond> bkg:takesInAsTarget <t/small-bay>
INSERT DATA {
  <t/shore> bkg:within <t/shore> , <t/pond> .
  <t/bay> BFO:0000050 <t/shore> ; bkg:kindOf bkg:AnatomicalSite .
  <t/small-bay> bkg:kindOf <t/bay> .
}
