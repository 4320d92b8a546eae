"""Many campaigns at once: each read, checked, kept and published by itself, then added up without a name."""
