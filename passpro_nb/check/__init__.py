"""Frames → a campaign fit to be measured, and every fault."""
