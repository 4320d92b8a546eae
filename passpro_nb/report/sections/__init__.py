"""What a report says, a subject a file: a gathered campaign → blocks."""
