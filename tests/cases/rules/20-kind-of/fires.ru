#+ writes: <t/frog> bkg:kindOf <t/animal>
INSERT DATA {
  <t/frog> rdfs:subClassOf <t/amphibian> .
  <t/amphibian> rdfs:subClassOf <t/animal> .
  <t/animal> rdfs:subClassOf bkg:Organism .
}
