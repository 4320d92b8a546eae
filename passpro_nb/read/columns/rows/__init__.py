"""What the rows of a table say of its columns, beside their titles and the looks of their cells."""
