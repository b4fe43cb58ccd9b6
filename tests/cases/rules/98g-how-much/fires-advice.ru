#+ writes: <c/1> bkg:tellsHowMuchOf <t/rain>
INSERT DATA {
  <t/catching> bkg:intakeOf <t/rain> .
  <c/1> bkg:subject <t/asking> ; bkg:object <t/catching> ; bkg:kind bkg:GuidanceKind .
}
