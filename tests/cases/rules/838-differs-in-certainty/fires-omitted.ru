#+ writes: <k/1> bkg:differsByRule bkg:CertaintyDifference
INSERT DATA {
  <k/1> bkg:checks <c/1> ; bkg:omits <s/1> .
  <c/1> bkg:certainty bkg:Asserted . <s/1> bkg:certainty bkg:Question .
}
