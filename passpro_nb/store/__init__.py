"""What the program keeps: snapshots (nominative), the journal, the published name-free figures."""
