#+ writes: <c/1> bkg:outcome bkg:Good
INSERT DATA {
  <c/1> bkg:predicate bkg:improves ; bkg:bearing bkg:Relates .
}
