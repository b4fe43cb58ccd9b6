#+ writes: <a/1> bkg:saidBy "1 harbour master, 2 diver"
INSERT DATA {
  <a/1> a bkg:Corroboration ; bkg:ground <http://x.example/claim/2>, <http://x.example/claim/1> .
  <http://x.example/claim/1> bkg:speaker <s/master> .
  <http://x.example/claim/2> bkg:speaker <s/diver> .
  <s/master> skos:prefLabel "harbour master" .
  <s/diver> skos:prefLabel "diver" .
}
