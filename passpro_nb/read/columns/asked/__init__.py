"""What the columns leave to the analyst: hints, exchanged values, questions, and her answers."""
