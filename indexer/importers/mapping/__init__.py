"""Turns rows of a source into records: which column is which field, and what values mean."""
