"""Files that are text: what their bytes say, and the tables in them."""
