#+ writes: <c/1> bkg:tellsHowMuchOf <t/rain>
INSERT DATA {
  <t/catching> bkg:intakeOf <t/rain> .
  <t/leaf> bkg:kindOf bkg:Food .
  <c/1> bkg:subject <t/leaf> ; bkg:object <t/catching> ; bkg:kind bkg:GuidanceKind .
}
