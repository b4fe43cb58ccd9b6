#+ writes: <k/1> bkg:differsByRule bkg:DoseDifference
INSERT DATA {
  <k/1> bkg:checks <c/1> ; bkg:against <s/1> .
  <c/1> bkg:dose <d/1> . <s/1> bkg:dose <d/2> . <s/1> bkg:bearing bkg:Null . <d/1> bkg:unit "mg" ; bkg:value 5 . <d/2> bkg:unit "mg" ; bkg:minimum 1 ; bkg:maximum 3 .
}
