"""The lists of challenges: what is owed, by whom and by when; where one is that is not here; and one page of counts."""
