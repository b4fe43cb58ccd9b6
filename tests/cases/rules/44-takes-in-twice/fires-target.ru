#+ writes: <t/drought> bkg:takesInAsTarget <t/low-risk>
INSERT DATA {
  <t/drought> bkg:kindOf <t/drought> .
  <t/risk-of-drought> bkg:kindOf <t/risk-of-drought> .
  <t/low-risk> bkg:kindOf <t/low-risk> .
  <t/risk-of-drought> bkg:riskOf <t/drought> .
  <t/low-risk> bkg:lackOf <t/risk-of-drought> .
}
