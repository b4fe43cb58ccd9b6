#+ writes: <c/1> bkg:tellsHowMuchOf <t/rain>
INSERT DATA {
  <t/catching> bkg:intakeOf <t/rain> .
  <c/1> a bkg:Claim ; bkg:agent <t/rain> ; bkg:object <t/catching> ; bkg:kind bkg:EffectKind .
}
