#+ writes: <k/1> bkg:differsByRule bkg:ComparatorDifference
INSERT DATA {
  <k/1> bkg:checks <c/1> ; bkg:against <s/1> .
  <c/1> bkg:comparator <t/water> . <s/1> bkg:effect <e/2> . <e/2> bkg:basis bkg:VersusComparator .
}
