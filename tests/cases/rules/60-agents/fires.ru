#+ writes: <c/1> bkg:agent <t/pellet>
INSERT DATA {
  <c/1> bkg:predicate bkg:increases ; bkg:subject <t/food> ; bkg:dose <d/1> .
  <d/1> bkg:form <t/pellet> .
}
