#+ writes: <c/1> bkg:tellsMechanism true
INSERT DATA {
  <t/filtering> bkg:kindOf bkg:BiologicalProcess . <p/goes-with> bkg:link "association" .
  bkg:lackOf rdfs:subPropertyOf bkg:concerns .
  <t/clogging> bkg:kindOf bkg:Condition ; bkg:lackOf <t/filtering> .
  <c/1> a bkg:Claim ; bkg:predicate <p/goes-with> ; bkg:object <t/clogging> .
}
