#+ writes: <c/1> bkg:subjectName "rain" ; bkg:predicateName "raises" ; bkg:predicateFamily "weather" ; bkg:predicateLink "causal" ; bkg:bearingName "more" ; bkg:polarityName "affirmed" ; bkg:certaintyName "sure" ; bkg:sureness 3 ; bkg:speakerName "a gauge" ; bkg:speakerRoleName "instrument" ; bkg:doseName "2 mm" ; bkg:effectName "5 cm" ; bkg:siteName "shore" ; bkg:populationName "pond" ; bkg:viaName "brook" ; bkg:studyName "Gauge 1" ; bkg:documentName "007" ; bkg:documentDate "2020-01-02" ; bkg:passageStart 4 ; bkg:passageEnd 9
INSERT DATA {
  <c/1> a bkg:Claim ; bkg:subject <t/rain> ; bkg:predicate <p/raises> ; bkg:bearing <b/more> ; bkg:polarity <o/yes> ;
    bkg:certainty <s/sure> ; bkg:speaker <w/gauge> ; bkg:dose <d/1> ; bkg:effect <d/2> ; bkg:site <t/shore> ;
    bkg:population <t/pond> ; bkg:via <v/1> ; bkg:study <y/1> ; bkg:inDocument <https://example.org/document/007> ;
    bkg:citation <k/1> .
  <t/rain> skos:prefLabel "rain" . <p/raises> skos:prefLabel "raises" ; bkg:family "weather" ; bkg:link "causal" . <b/more> skos:prefLabel "more" .
  <o/yes> skos:prefLabel "affirmed" . <s/sure> skos:prefLabel "sure" ; bkg:rank 3 .
  <w/gauge> skos:prefLabel "a gauge" ; bkg:role <r/1> . <r/1> skos:prefLabel "instrument" .
  <d/1> bkg:readsAs "2 mm" . <d/2> bkg:readsAs "5 cm" . <t/shore> skos:prefLabel "shore" .
  <t/pond> skos:prefLabel "pond" . <v/1> bkg:item <t/brook> . <t/brook> skos:prefLabel "brook" .
  <y/1> skos:prefLabel "Gauge 1" . <https://example.org/document/007> dcterms:date "2020-01-02" .
  <k/1> bkg:passage <g/1> . <g/1> oa:start 4 ; oa:end 9 .
}
