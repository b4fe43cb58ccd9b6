#+ writes: <c/1> bkg:outcome bkg:Bad
INSERT DATA {
  <c/1> bkg:predicate bkg:contraindicatedIn ; bkg:bearing bkg:Relates ; bkg:polarity bkg:Denied .
}
