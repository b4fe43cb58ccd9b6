#+ focus: https://w3id.org/bonekg/study/trial/arm/1
DELETE WHERE { <study/trial/arm/1/dose> bkg:unit ?value }
