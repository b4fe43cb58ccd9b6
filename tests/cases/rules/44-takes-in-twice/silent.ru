#+ writes: <t/water> bkg:takesInAsTarget <t/risk-of-drought>
INSERT DATA {
  <t/water> bkg:kindOf <t/water> .
  <t/drought> bkg:kindOf <t/drought> .
  <t/risk-of-drought> bkg:kindOf <t/risk-of-drought> .
  <t/drought> bkg:aspectOf <t/water> .
  <t/risk-of-drought> bkg:riskOf <t/drought> .
}
