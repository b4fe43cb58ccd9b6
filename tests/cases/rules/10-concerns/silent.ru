#+ writes: <t/thirst> bkg:concerns <t/water>
INSERT DATA {
  <t/thirst> rdfs:seeAlso <t/water> .
}
