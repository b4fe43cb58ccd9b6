#+ writes: <t/pond> bkg:takesInAsTarget <t/small-frog>
INSERT DATA {
  <t/shore> bkg:within <t/shore> , <t/pond> .
  <t/frog> BFO:0000050 <t/shore> .
  <t/small-frog> bkg:kindOf <t/frog> .
}
