#+ writes: <c/1> bkg:bearing bkg:Open
INSERT DATA {
  <c/1> bkg:subject <t/reed> ; bkg:certainty bkg:Question .
}
