#+ writes: <k/1> bkg:differsByRule bkg:PopulationDifference
INSERT DATA {
  <k/1> bkg:checks <c/1> ; bkg:against <s/1> .
  <c/1> bkg:evidence bkg:AuthorStatementEvidence , bkg:UnspecifiedStudyEvidence ; bkg:certainty bkg:Asserted ; bkg:kind bkg:EffectKind . <s/1> bkg:population <t/women> ; bkg:kind bkg:EffectKind .
}
