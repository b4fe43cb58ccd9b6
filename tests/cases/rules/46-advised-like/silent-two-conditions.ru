#+ writes: <c/gout> bkg:advisedLike <p/ill>
INSERT DATA {
  <c/gout> bkg:kindOf <c/gout> .
  <p/both> bkg:kindOf <p/both>, <p/ill> ; bkg:populationWith <c/gout>, <c/menopause> .
  <p/ill> bkg:populationWith <c/illness> .
}
