#+ writes: <c/1> bkg:tellsHowMuchOf <t/mix>, <t/rain>, <t/snow>
INSERT DATA {
  <t/mix> bkg:combinationWith <t/rain> , <t/snow> ; bkg:kindOf bkg:Measure .
  <c/1> a bkg:Claim ; bkg:subject <t/mix> ; bkg:kind bkg:GuidanceKind .
}
