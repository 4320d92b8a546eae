"""Tokens → phrases: the days, hours, places and recurrences that the words say together."""
