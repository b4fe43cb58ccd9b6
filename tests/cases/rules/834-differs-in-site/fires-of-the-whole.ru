#+ writes: <k/1> bkg:differsByRule bkg:SiteDifference
INSERT DATA {
  <k/1> bkg:checks <c/1> ; bkg:against <s/1> .
  <c/1> bkg:site <t/knee> . <s/1> bkg:site <t/leg> . <t/knee> bkg:within <t/leg> .
}
