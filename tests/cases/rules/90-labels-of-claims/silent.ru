#+ writes: <claim/009-001> rdfs:label "claim 009-001"
INSERT DATA {
  <claim/009-001> rdfs:seeAlso <claim/009-002> .
}
