INSERT DATA { bkg:OldLevel owl:deprecated true ; rdfs:label "obsolete melatonin level"@en }
