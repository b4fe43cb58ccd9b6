#+ writes: <k/1> bkg:differsByRule bkg:DoseDifference
INSERT DATA {
  <k/1> bkg:checks <c/1> ; bkg:against <s/1> .
  <c/1> bkg:dose <d/1> . <s/1> bkg:dose <d/2> . <d/1> bkg:unit "mg" ; bkg:value 5 . <d/2> bkg:unit "[iU]" ; bkg:value 400 .
}
