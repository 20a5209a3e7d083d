"""Readers of the formats of reference managers."""
