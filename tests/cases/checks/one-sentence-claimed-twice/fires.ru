#+ focus: bkg.claim:001-105
INSERT { <claim/001-105> ?p ?o } WHERE { <claim/001-005> ?p ?o FILTER(?p NOT IN (bkg:via, bkg:citation)) } ;
INSERT DATA { <claim/001-105> bkg:citation <claim/001-105/passage> . <claim/001-105/passage> bkg:passage <passage/001-520-580> . <passage/001-520-580> oa:hasSource <document/001> ; oa:start 520 ; oa:end 580 } ;
INSERT DATA { <claim/001-105> bkg:via <claim/001-105/via/1> . <claim/001-105/via/1> bkg:position 1 ; bkg:item GO:0001503 }
