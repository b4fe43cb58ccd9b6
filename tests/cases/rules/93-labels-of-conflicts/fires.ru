#+ writes: <conflict/reeds> rdfs:label "conflict: reeds"
INSERT DATA {
  <conflict/reeds> a bkg:Conflict .
}
