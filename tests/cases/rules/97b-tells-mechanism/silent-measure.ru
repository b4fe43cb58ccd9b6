#+ writes: <c/1> bkg:tellsMechanism true
INSERT DATA {
  <t/filtering> bkg:kindOf bkg:BiologicalProcess . <p/speeds> bkg:link "causal" .
  bkg:aspectOf rdfs:subPropertyOf bkg:concerns .
  <t/clearness> bkg:kindOf bkg:Measure ; bkg:aspectOf <t/filtering> .
  <c/1> a bkg:Claim ; bkg:kind bkg:EffectKind ; bkg:predicate <p/speeds> ; bkg:object <t/clearness> .
}
