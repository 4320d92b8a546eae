"""A cell as it was typed → the same in plain writing: no markup, no slip, tables and asides as lines."""
