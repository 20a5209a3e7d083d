"""Reads and validates the files of a corpus: taxonomy, records and editorial content."""
