<<<<<<< HEAD
#+ focus: bkg.document:002/participant/1
=======
#+ focus: https://w3id.org/bonekg/document/002/participant/1
>>>>>>> engine
DELETE { <document/002> bkg:documentKind ?old } INSERT { <document/002> bkg:documentKind bkg:HealthPage } WHERE { <document/002> bkg:documentKind ?old }
