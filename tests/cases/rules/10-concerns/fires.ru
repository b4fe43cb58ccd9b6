#+ writes: <t/thirst> bkg:concerns <t/water>
INSERT DATA {
  <t/thirst> bkg:lackOf <t/water> .
}
