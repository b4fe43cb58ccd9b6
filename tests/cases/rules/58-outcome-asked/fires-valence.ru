#+ writes: <c/1> bkg:asksOutcome bkg:Bad
INSERT DATA {
  <c/1> bkg:bearing bkg:Open ; bkg:predicate <p/spoils> ; bkg:object <t/flood> .
  <p/spoils> bkg:sign "none" ; bkg:valence "bad" .
}
