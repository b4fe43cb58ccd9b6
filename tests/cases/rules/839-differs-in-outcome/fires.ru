#+ writes: <k/1> bkg:differsByRule bkg:OutcomeDifference
INSERT DATA {
  <k/1> bkg:checks <c/1> ; bkg:against <s/1> . 
  <c/1> bkg:kind bkg:EffectKind . <s/1> bkg:kind bkg:EffectKind .
  <c/1> bkg:object <t/weight> . <s/1> bkg:object <t/height> .
}
