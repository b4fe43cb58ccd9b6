#+ writes: <k/1> bkg:differsByRule bkg:DesignDifference
INSERT DATA {
  <k/1> bkg:checks <c/1> ; bkg:against <s/1> .
  <c/1> bkg:predicate bkg:increases ; bkg:bearing bkg:Raises . <s/1> bkg:predicate bkg:notAssociatedWith ; bkg:bearing bkg:Null .
}
