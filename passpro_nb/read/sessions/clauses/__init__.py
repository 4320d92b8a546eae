"""Phrases → what each dated clause is about: an interview, something else, or a doubt."""
