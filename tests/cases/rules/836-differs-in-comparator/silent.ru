#+ writes: <k/1> bkg:differsByRule bkg:ComparatorDifference
INSERT DATA {
  <k/1> bkg:checks <c/1> ; bkg:against <s/1> . 
  <c/1> bkg:comparator <t/water> . <s/1> bkg:site <t/milk> .
}
