#+ writes: <corroboration/1a> rdfs:label "corroboration 1a"
INSERT DATA {
  <corroboration/1a> a bkg:Corroboration .
}
