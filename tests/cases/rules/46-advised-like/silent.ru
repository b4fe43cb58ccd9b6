#+ writes: <p/ill> bkg:advisedLike <p/ill>
INSERT DATA {
  <p/ill> bkg:kindOf <p/ill>, <p/all> ; bkg:populationWith <c/illness> .
}
