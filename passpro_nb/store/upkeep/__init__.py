"""How the nominative store stays whole: rows kept once, events in order, copies, versions."""
