#+ writes: <c/1> bkg:tellsMechanism true
INSERT DATA {
  <t/filtering> bkg:kindOf bkg:BiologicalProcess . <p/speeds> bkg:link "causal" .
  <c/1> a bkg:Claim ; bkg:kind bkg:EffectKind ; bkg:predicate <p/speeds> ; bkg:object <t/filtering> .
}
