#+ writes: <c/1> bkg:target <t/sick-frogs>
INSERT DATA {
  <c/1> a bkg:Claim ; bkg:kind bkg:EffectKind ; bkg:population <t/sick-frogs> ; bkg:object <t/fate> .
  <t/sick-frogs> bkg:populationWith <t/rot> ; bkg:kindOf <t/frogs> .
  <t/fate> bkg:aspectOf <t/frogs> .
}
