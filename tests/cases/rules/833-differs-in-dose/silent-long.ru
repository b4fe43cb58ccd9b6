#+ writes: <k/1> bkg:differsByRule bkg:DoseDifference
INSERT DATA {
  <k/1> bkg:checks <c/1> ; bkg:against <s/1> .
  <c/1> bkg:dose <d/1> . <s/1> bkg:dose <d/2> . <d/1> bkg:duration <p/1> . <d/2> bkg:duration <p/2> . <p/1> bkg:unit "a" ; bkg:value 1 . <p/2> bkg:unit "mo" ; bkg:value 12 .
}
