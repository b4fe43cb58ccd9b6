DELETE DATA { <claim/002-001> bkg:notStated bkg:dose } ;
DELETE { <claim/002-001> bkg:subject ?old } INSERT { <claim/002-001> bkg:subject MONDO:0006844 } WHERE { <claim/002-001> bkg:subject ?old }
