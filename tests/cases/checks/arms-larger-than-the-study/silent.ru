DELETE { <study/trial> bkg:sampleSize ?old } INSERT { <study/trial> bkg:sampleSize 90 } WHERE { <study/trial> bkg:sampleSize ?old }
