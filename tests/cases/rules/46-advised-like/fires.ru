#+ writes: <p/gout> bkg:advisedLike <p/ill>
INSERT DATA {
  <p/gout> bkg:kindOf <p/gout>, <p/ill> ; bkg:populationWith <c/gout> .
  <p/ill> bkg:populationWith <c/illness> .
}
