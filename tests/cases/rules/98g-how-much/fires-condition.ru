#+ writes: <c/1> bkg:tellsHowMuchOf <t/rain>
INSERT DATA {
  <t/catching> bkg:intakeOf <t/water> ; bkg:kindOf bkg:Measure .
  <c/1> a bkg:Claim ; bkg:subject <t/catching> ; bkg:conditionTerm <t/rain> .
}
