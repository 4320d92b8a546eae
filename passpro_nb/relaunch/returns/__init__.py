"""What schools send back: read, judged cell by cell, acknowledged."""
