#+ writes: <c/gout> bkg:advisedLike <p/ill>
INSERT DATA {
  <c/gout> bkg:kindOf <c/gout> .
  <p/gout> bkg:kindOf <p/gout>, <p/ill> ; bkg:populationWith <c/gout> .
  <p/ill> bkg:populationWith <c/illness> .
}
