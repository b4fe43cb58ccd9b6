#+ writes: <k/1> bkg:differsByRule bkg:OutcomeDifference
INSERT DATA {
  <k/1> bkg:checks <c/1> ; bkg:omits <s/1> .
  <c/1> bkg:object <t/weight> ; bkg:site <t/leg> . <s/1> bkg:object <t/weight> ; bkg:bearing bkg:Null .
}
