"""The pages of one school and of one programme."""
