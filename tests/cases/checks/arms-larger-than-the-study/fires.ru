#+ focus: bkg.study:trial
DELETE { <study/trial> bkg:sampleSize ?old } INSERT { <study/trial> bkg:sampleSize 80 } WHERE { <study/trial> bkg:sampleSize ?old }
