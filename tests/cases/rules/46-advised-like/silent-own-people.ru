#+ writes: <c/gout> bkg:advisedLike <p/gout>
INSERT DATA {
  <c/gout> bkg:kindOf <c/gout> .
  <p/women> bkg:kindOf <p/women>, <p/gout> ; bkg:populationWith <c/gout> .
  <p/gout> bkg:kindOf <p/gout> ; bkg:populationWith <c/gout> .
}
