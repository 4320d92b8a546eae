"""A cell → dated sessions: its words, their grammar, the clauses of interviews, what is said of what."""
