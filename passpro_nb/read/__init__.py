"""A folder of files → typed frames, every row counted; nothing is judged across rows."""
