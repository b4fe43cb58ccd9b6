#+ writes: <c/1> bkg:asksOutcome bkg:Good
INSERT DATA {
  <c/1> bkg:bearing bkg:Lowers ; bkg:predicate <p/lowers> ; bkg:object <t/flood> .
  <p/lowers> bkg:sign "-" . <t/flood> bkg:favours "lower" .
}
