#+ writes: <c/1> bkg:bearing bkg:Relates
INSERT DATA {
  <c/1> bkg:subject <t/reed> ; bkg:predicate bkg:comparedWith ; bkg:bearing bkg:Open .
}
