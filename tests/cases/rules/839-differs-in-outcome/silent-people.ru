#+ writes: <k/1> bkg:differsByRule bkg:OutcomeDifference
INSERT DATA {
  <k/1> bkg:checks <c/1> ; bkg:against <s/1> .
  <c/1> bkg:kind bkg:EffectKind ; bkg:object <t/weight> . <s/1> bkg:kind bkg:GuidanceKind ; bkg:object <t/women> . <t/women> bkg:kindOf bkg:Population .
}
