"""A table and an Axes → the drawn Axes, without pyplot."""
