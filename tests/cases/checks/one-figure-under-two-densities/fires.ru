#+ focus: bkg.claim:001-001
INSERT DATA { <claim/001-102> a bkg:Claim ; bkg:status bkg:Current ; bkg:object CMO:0001553 ; bkg:arm <study/trial/arm/2> ; bkg:effect <x> } ;
INSERT DATA { <x> bkg:value 2.3 ; bkg:unit "%" }
