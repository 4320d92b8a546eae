"""Asking schools for what is missing: plan → pack → what they send back."""
