# The reason stands in the note.
INSERT DATA { <background/receptor> bkg:sourceSign "+" ; bkg:note "the row is of another tissue" }
