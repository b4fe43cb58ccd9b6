#+ focus: https://w3id.org/bonekg/document/002/participant/1
DELETE { <document/002> bkg:documentKind ?old } INSERT { <document/002> bkg:documentKind bkg:HealthPage } WHERE { <document/002> bkg:documentKind ?old }
