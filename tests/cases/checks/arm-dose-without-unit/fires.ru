<<<<<<< HEAD
#+ focus: bkg.study:trial/arm/1
=======
#+ focus: https://w3id.org/bonekg/study/trial/arm/1
>>>>>>> engine
DELETE WHERE { <study/trial/arm/1/dose> bkg:unit ?value }
