DELETE WHERE { bkg:bonekg.owl rdfs:comment ?comment }
