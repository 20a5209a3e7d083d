"""Decides what becomes of each row of a source: new records, changes, and what is kept as it is."""
