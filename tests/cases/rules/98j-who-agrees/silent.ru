#+ writes: <a/1> bkg:saidBy "1 harbour master"
INSERT DATA {
  <a/1> a bkg:Conflict ; bkg:ground <http://x.example/claim/1> .
  <http://x.example/claim/1> bkg:speaker <s/master> .
  <s/master> skos:prefLabel "harbour master" .
}
