"""Who will not be received, and what would help."""
