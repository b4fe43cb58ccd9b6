#+ writes: <c/1> bkg:tellsHowMuchOf <t/rain>
INSERT DATA {
  <t/catching> bkg:intakeOf <t/rain> .
  <c/1> a bkg:Claim ; bkg:effect <d/1> . <d/1> bkg:measure <t/catching> .
}
