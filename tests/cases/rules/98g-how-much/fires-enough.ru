#+ writes: <c/1> bkg:tellsHowMuchOf <t/rain>
INSERT DATA {
  <t/enough> bkg:adequacyOf <t/rain> .
  <c/1> bkg:subject <t/enough> ; bkg:object <t/growth> ; bkg:kind bkg:GuidanceKind .
}
