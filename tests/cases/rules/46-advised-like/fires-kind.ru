#+ writes: <c/gout> bkg:advisedLike <p/sore>
INSERT DATA {
  <c/gout> bkg:kindOf <c/gout>, <c/soreness> .
  <p/sore> bkg:kindOf <p/sore> ; bkg:populationWith <c/soreness> .
}
