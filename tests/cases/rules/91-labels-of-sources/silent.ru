#+ writes: <document/009> rdfs:label "document 009: Of ponds"
INSERT DATA {
  <document/009> a bkg:Reference ; skos:prefLabel "document 009" ; dcterms:title "Of ponds" .
}
