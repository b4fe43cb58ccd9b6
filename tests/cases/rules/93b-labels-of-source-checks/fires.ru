#+ writes: <study-claim/a-1/result> rdfs:label "result of study claim a-1"
INSERT DATA { <study-claim/a-1/result> a bkg:EffectSize }
