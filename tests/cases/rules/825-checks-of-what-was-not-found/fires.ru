#+ writes: <k/1> bkg:checks <c/1>
INSERT DATA {
  <k/1> bkg:verdict bkg:SourceNotFoundVerdict ; bkg:against <s/1> .
  <r/1> bkg:resolvesTo <s/1> . <c/1> a bkg:Claim ; bkg:status bkg:Current ; bkg:reference <r/1> .
}
