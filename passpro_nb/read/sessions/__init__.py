"""The words of a cell → dated sessions: tokens, phrases, lines, days of the calendar."""
