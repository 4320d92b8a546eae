"""The words of a cell → dated sessions: tokens, phrases, groups, days of the calendar."""
