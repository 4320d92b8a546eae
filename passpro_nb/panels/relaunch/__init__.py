"""Whom to ask for what, today."""
