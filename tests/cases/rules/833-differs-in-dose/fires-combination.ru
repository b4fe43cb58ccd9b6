#+ writes: <k/1> bkg:differsByRule bkg:DoseDifference
INSERT DATA {
  <k/1> bkg:checks <c/1> ; bkg:against <s/1> .
  <c/1> bkg:kind bkg:EffectKind ; bkg:subject <t/salt> . <s/1> bkg:kind bkg:EffectKind ; bkg:subject <t/mix> . <t/mix> bkg:combinationWith <t/salt> , <t/soup> . <t/salting> bkg:regimenOf <t/salt> . <t/salt> bkg:kindOf <t/salt> .
}
