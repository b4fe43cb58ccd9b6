#+ writes: <t/animal> bkg:takesInAsTarget <t/frog>
INSERT DATA {
  <t/frog> bkg:kindOf <t/animal> .
}
