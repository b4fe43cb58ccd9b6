#+ writes: <k/1> bkg:checks <c/2>
INSERT DATA {
  <k/1> bkg:verdict bkg:SourceNotFoundVerdict ; bkg:against <s/1> ; bkg:checks <c/1> .
  <c/1> a bkg:Claim ; bkg:states "It is so." . <c/2> a bkg:Claim ; bkg:status bkg:Current ; bkg:study <s/1> .
}
