#+ focus: bkg:bonekg.owl
DELETE WHERE { bkg:bonekg.owl dcterms:license ?license }
