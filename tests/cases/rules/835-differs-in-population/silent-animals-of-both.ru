#+ writes: <k/1> bkg:differsByRule bkg:PopulationDifference
INSERT DATA {
  <k/1> bkg:checks <c/1> ; bkg:against <s/1> .
  <s/1> bkg:evidence bkg:AnimalOrMechanisticEvidence ; bkg:population <t/fleas> . <c/1> bkg:evidence bkg:UnspecifiedStudyEvidence ; bkg:kind bkg:EffectKind ; bkg:population <t/fleas> .
}
