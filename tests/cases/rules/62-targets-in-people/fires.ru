#+ writes: <c/1> bkg:target <t/sick-frogs>
INSERT DATA {
  <c/1> a bkg:Claim ; bkg:kind bkg:GuidanceKind ; bkg:population <t/sick-frogs> ; bkg:object <t/growth> .
  <t/sick-frogs> bkg:populationWith <t/rot> .
}
