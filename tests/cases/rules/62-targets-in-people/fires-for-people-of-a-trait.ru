#+ writes: <c/1> bkg:target <t/old-frogs>
INSERT DATA {
  <c/1> a bkg:Claim ; bkg:kind bkg:EffectKind ; bkg:population <t/old-frogs> ; bkg:object <t/growth> .
  <t/old-frogs> bkg:populationWith <t/old-age> . <t/old-age> bkg:kindOf bkg:PersonalTrait .
}
