#+ writes: <k/1> bkg:checks <c/1>
INSERT DATA {
  <k/1> bkg:verdict bkg:NotReportedVerdict ; bkg:against <s/1> .
  <c/1> a bkg:Claim ; bkg:status bkg:Current ; bkg:study <s/1> .
}
