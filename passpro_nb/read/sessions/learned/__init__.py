"""What labelled texts teach of the words around a day: a second reader, asked where the first doubts."""
