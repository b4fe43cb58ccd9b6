#+ writes: <k/1> bkg:differsByRule bkg:DoseDifference
INSERT DATA {
  <k/1> bkg:checks <c/1> ; bkg:against <s/1> . 
  <c/1> bkg:dose <e/1> . <s/1> bkg:dose <e/2> . <e/1> bkg:duration <l/1> . <e/2> bkg:duration <l/2> .
  <l/1> bkg:value 1.0 ; bkg:unit "a" . <l/2> bkg:value 2.0 ; bkg:unit "a" .
}
