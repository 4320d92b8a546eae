"""What was understood of the files received, what does not count, and the import of what does."""
