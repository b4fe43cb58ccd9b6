#+ writes: <c/1> bkg:bearing bkg:Raises
INSERT DATA {
  <c/1> bkg:predicate bkg:affects ; bkg:object <t/mud> ; bkg:effect <e/1> .
  <e/1> bkg:direction bkg:Increase ; bkg:measure <t/clarity> .
}
