INSERT DATA { <source-check/001-004> a bkg:SourceCheck ; rdfs:label "x" ; bkg:verdict bkg:SourceNotFoundVerdict ; bkg:tried "the title" ; bkg:against <document/001/reference/2> }
