"""What stands around the pages of figures: the index, the search, what the foot leads to."""
