#+ writes: <c/1> bkg:agent <t/pellet>
INSERT DATA {
  <c/1> bkg:predicate bkg:increases ; bkg:subject <t/food> ; bkg:comparator <t/pellet> .
}
