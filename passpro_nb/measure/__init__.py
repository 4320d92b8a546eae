"""States, coverage, capacity, asks and gaps: definitions.md in code."""
