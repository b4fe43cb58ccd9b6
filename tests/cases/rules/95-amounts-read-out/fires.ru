#+ writes: <d/1> bkg:readsAs "2 to 3 mg 2 times per d as pellet"
INSERT DATA {
  <c/1> bkg:dose <d/1> .
  <d/1> bkg:minimum 2 ; bkg:maximum 3 ; bkg:unit "mg" ; bkg:times 2 ; bkg:frequency "d" ; bkg:form <t/pellet> .
  <t/pellet> skos:prefLabel "pellet" .
}
