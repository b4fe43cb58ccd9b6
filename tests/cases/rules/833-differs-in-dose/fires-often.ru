#+ writes: <k/1> bkg:differsByRule bkg:DoseDifference
INSERT DATA {
  <k/1> bkg:checks <c/1> ; bkg:against <s/1> . 
  <c/1> bkg:dose <e/1> . <s/1> bkg:dose <e/2> . <e/1> bkg:frequency "d" . <e/2> bkg:frequency "wk" .
}
