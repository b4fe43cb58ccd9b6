INSERT DATA { <claim/002-001> bkg:study <study/trial> } ;
INSERT DATA { <study/trial> bkg:reportedIn <document/002> }
