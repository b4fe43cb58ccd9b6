#+ writes: <background/reeds-shade-ponds> rdfs:label "background: reeds shade ponds"
INSERT DATA {
  <background/reeds-shade-ponds> a bkg:BackgroundRelation .
}
