#+ writes: <c/1> bkg:objectName "clear water"
INSERT DATA {
  <c/1> bkg:predicate bkg:definedAs ; bkg:objectText "clear water" .
}
