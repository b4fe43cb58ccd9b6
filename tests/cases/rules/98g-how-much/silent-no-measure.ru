#+ writes: <c/1> bkg:tellsHowMuchOf <t/rain>
INSERT DATA {
  <t/mix> bkg:combinationWith <t/rain> , <t/snow> .
  <t/catching> bkg:intakeOf <t/water> .
  <c/1> a bkg:Claim ; bkg:subject <t/mix> ; bkg:kind bkg:GuidanceKind .
  <c/2> a bkg:Claim ; bkg:subject <t/catching> ; bkg:conditionTerm <t/rain> .
}
