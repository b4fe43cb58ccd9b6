#+ writes: <k/1> bkg:differsByRule bkg:PopulationDifference
INSERT DATA {
  <k/1> bkg:checks <c/1> ; bkg:against <s/1> .
  <c/1> bkg:evidence bkg:AuthorStatementEvidence ; bkg:certainty bkg:Asserted ; bkg:kind bkg:EffectKind ; bkg:population <t/women> . <s/1> bkg:population <t/women> ; bkg:kind bkg:EffectKind .
}
