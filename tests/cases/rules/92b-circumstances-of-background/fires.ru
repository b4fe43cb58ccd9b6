#+ writes: <r/1> bkg:circumstances "a severe lack, mouse, rat, in animals, in reed cell, shell, seen once"
INSERT DATA {
  <r/1> a bkg:BackgroundRelation ; bkg:context "seen once" ; bkg:site <s/shell> ; bkg:inCell <c/reed> ;
    bkg:setting <t/animals> ; bkg:species <o/rat>, <o/mouse> ; bkg:condition "a severe lack" .
  <s/shell> skos:prefLabel "shell" . <c/reed> skos:prefLabel "reed cell" . <t/animals> skos:prefLabel "in animals" .
  <o/rat> skos:prefLabel "rat" . <o/mouse> skos:prefLabel "mouse" .
}
