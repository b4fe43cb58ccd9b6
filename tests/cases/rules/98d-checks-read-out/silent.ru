#+ writes: <k/1> bkg:readsAs ?text
INSERT DATA { <k/1> a bkg:SourceCheck ; bkg:checks <c/1> ; bkg:against <s/1> ; bkg:verdict bkg:SourceNotFoundVerdict . <s/1> bkg:readsAs "0.5 %" }
