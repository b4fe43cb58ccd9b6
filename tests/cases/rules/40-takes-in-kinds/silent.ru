#+ writes: <t/animal> bkg:takesInAsTarget <t/frog>
INSERT DATA {
  <t/animal> bkg:kindOf <t/frog> .
}
