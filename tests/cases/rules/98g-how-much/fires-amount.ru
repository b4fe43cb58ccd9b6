#+ writes: <c/1> bkg:tellsHowMuchOf <t/rain>, <t/pond>
INSERT DATA { <c/1> bkg:givesAmount <d/1> ; bkg:agent <t/rain> ; bkg:target <t/pond> }
